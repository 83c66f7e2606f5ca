//! Takes out of what wasm-bindgen writes what no page needs: classes that nobody makes, functions that nobody calls, and
//! long names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use walrus::passes::gc;
use wasm_bindgen_cli_support::Output;

/// Classes that a crate gives to JavaScript although nothing on these pages makes one: the streams of Leptos' server
/// functions. As exports they would keep their code alive.
const CLASSES: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Where a module says that it has stopped, for JavaScript that watches over it; ours does so by an event.
const FLAGS: [&str; 2] = ["__abort_handler", "__instance_terminated"];

/// Makes a module smaller, and gives its JavaScript, which is smaller as well.
pub fn slim(output: &mut Output) -> Result<String> {
    let mut glue = output.js().to_owned();
    let wasm = output.wasm_mut();
    for class in CLASSES {
        glue = without_class(&glue, class);
        let left = glue.lines().find(|line| line.contains(class));
        ensure!(left.is_none(), "wasm-bindgen writes {class} in another way than it used to: {left:?}");
    }
    let is_unused = |name: &str| is_of_class(name) || (FLAGS.contains(&name) && !glue.contains(name));
    let unused: Vec<_> =
        wasm.exports.iter().filter(|it| is_unused(&it.name)).map(walrus::Export::id).collect();
    for export in unused {
        wasm.exports.delete(export);
    }
    gc::run(wasm);
    let mut names = BTreeMap::new();
    for import in wasm.imports.iter_mut().filter(|it| it.module.ends_with("_bg.js")) {
        let short = format!("f{}", names.len());
        names.insert(std::mem::replace(&mut import.name, short.clone()), short);
    }
    let (glue, renamed) = with_names(&glue, &names);
    ensure!(renamed == names.len(), "{} of {} functions are in the JavaScript", renamed, names.len());
    Ok(glue)
}

fn is_of_class(export: &str) -> bool {
    let name = export.strip_prefix("__wbg_").unwrap_or(export);
    CLASSES.iter().any(|class| {
        name.strip_prefix(&class.to_ascii_lowercase()).is_some_and(|method| method.starts_with('_'))
    })
}

/// The JavaScript without what it has for a class: from the line that begins it to the one that says how it is disposed
/// of, and what frees those that were forgotten.
fn without_class(glue: &str, class: &str) -> String {
    let class_begins = format!("export class {class} {{");
    let class_ends = format!("if (Symbol.dispose) {class}.");
    let freeing_begins = format!("const {class}Finalization ");
    let (mut left, mut is_class, mut is_freeing) = (String::with_capacity(glue.len()), false, false);
    for line in glue.lines() {
        is_class |= line.starts_with(&class_begins);
        is_freeing |= line.starts_with(&freeing_begins);
        if !is_class && !is_freeing {
            left.extend([line, "\n"]);
        }
        is_class &= !line.starts_with(&class_ends);
        is_freeing &= !line.ends_with(';');
    }
    left
}

/// The JavaScript with the functions that have a new name under that name, and without the others; how many there were.
fn with_names(glue: &str, names: &BTreeMap<String, String>) -> (String, usize) {
    // After the functions comes what brings them together.
    let is_end = |line: &str| line.trim() == "return {";
    let (mut slim, mut found, mut is_dropped) = (String::with_capacity(glue.len()), BTreeSet::new(), false);
    let mut lines = glue.lines().peekable();
    while let Some(line) = lines.next() {
        let function =
            line.trim_start().split_once(": function").filter(|(name, _)| name.starts_with("__wb"));
        if let Some((name, rest)) = function {
            let short = names.get(name);
            is_dropped = short.is_none();
            if let Some(short) = short {
                found.insert(name);
                slim.extend([short, ": function", rest, "\n"]);
            }
            continue;
        }
        is_dropped &= !lines.peek().is_some_and(|next| is_end(next));
        if !is_dropped {
            slim.extend([line, "\n"]);
        }
    }
    (slim, found.len())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{is_of_class, with_names, without_class};

    #[test]
    fn a_class_goes_with_all_that_belongs_to_it() {
        let glue = "let before;\nexport class Sink {\n    free() {\na();\n    }\n}\nif (Symbol.dispose) Sink.prototype.x = 1;\n\
                    const SinkFinalization = (no)\n    ? {}\n    : wasm.free;\nlet after;\n";
        assert_eq!(without_class(glue, "Sink"), "let before;\nlet after;\n");
        assert!(is_of_class("__wbg_intounderlyingsink_free") && is_of_class("intounderlyingsink_write"));
        assert!(!is_of_class("memory") && !is_of_class("intounderlyingsinks"));
    }

    #[test]
    fn functions_get_short_names_and_those_that_nobody_calls_go() {
        let glue = "const import0 = {\n__proto__: null,\n__wbg_b_2: function() { return handleError(function () {\nb();\n}, arguments); },\n\
                    __wbg_a_1: function() {\na();\n},\n};\nreturn {\n";
        let names = BTreeMap::from([("__wbg_b_2".to_owned(), "f0".to_owned())]);
        let expected = "const import0 = {\n__proto__: null,\nf0: function() { return handleError(function () {\nb();\n}, arguments); },\n\
                        };\nreturn {\n";
        assert_eq!(with_names(glue, &names), (expected.to_owned(), 1));
    }
}
