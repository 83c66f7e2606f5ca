//! Gives every asset a name that changes with its content, so that browsers may keep it for ever.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{cache::hash, wasm::Module};

/// A file of the site: its path relative to the site's root, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    /// A file whose name carries the hash of its content: `assets/theme.0123456789abcdef.js`.
    pub fn hashed(name: &str, kind: &str, bytes: Vec<u8>) -> File {
        File { path: format!("assets/{name}.{:016x}.{kind}", hash(&bytes)), bytes }
    }

    /// The name without its folder, as a neighbor in the same folder says it.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The files that start one entry: its module, the glue that loads it, and the script that a page names.
pub struct Entry {
    pub start: File,
    pub glue: File,
    pub wasm: File,
}

/// Stamps the start script of an entry. A file that names another one is hashed after that name is in it.
pub fn entry(start_template: &str, module: &Module) -> Result<Entry> {
    let wasm = File::hashed(module.entry, "wasm", module.wasm.clone());
    let glue =
        File::hashed(&format!("{}-glue", module.entry), "js", slim_javascript(&module.glue).into_bytes());
    let start = stamp(start_template, &[("__GLUE__", glue.name()), ("__WASM__", wasm.name())])
        .context("assets/js/start.js cannot be stamped")?;
    let start = File::hashed(&format!("start-{}", module.entry), "js", slim_javascript(&start).into_bytes());
    Ok(Entry { start, glue, wasm })
}

/// An asset that names no other one, under its hashed name.
pub fn plain(root: &Path, path: &str) -> Result<File> {
    let file = root.join(path);
    let bytes = std::fs::read(&file).with_context(|| format!("cannot read {path}"))?;
    let name = file.file_stem().and_then(|name| name.to_str()).context("an asset needs a name")?;
    let kind = file.extension().and_then(|kind| kind.to_str()).context("an asset needs an extension")?;
    let bytes = if kind == "js" { slim_javascript(&String::from_utf8(bytes)?).into_bytes() } else { bytes };
    Ok(File::hashed(name, kind, bytes))
}

/// Puts names in the places that a template keeps for them.
fn stamp(template: &str, names: &[(&str, &str)]) -> Result<String> {
    // In comments the placeholders are explained, so only what is left without them must hold each one.
    let mut stamped = slim_javascript(template);
    for (placeholder, name) in names {
        anyhow::ensure!(stamped.contains(placeholder), "it does not hold {placeholder}");
        stamped = stamped.replace(placeholder, name);
    }
    Ok(stamped)
}

/// Drops comments that fill whole lines, indentation and empty lines. It knows no more of the language than that,
/// so text between backticks must not depend on how its lines begin.
fn slim_javascript(script: &str) -> String {
    let mut slim = String::with_capacity(script.len());
    let mut is_in_comment = false;
    for line in script.lines().map(str::trim) {
        if is_in_comment || line.starts_with("/*") {
            is_in_comment = !line.ends_with("*/");
            continue;
        }
        if !line.is_empty() && !line.starts_with("//") {
            slim.push_str(line);
            slim.push('\n');
        }
    }
    slim
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "// Imports __GLUE__.\nimport init from \"./__GLUE__\";\ninit(\"./__WASM__\");\n";

    fn module(wasm: &[u8]) -> Module {
        Module { entry: "read", wasm: wasm.to_vec(), glue: "export default 1;".to_owned() }
    }

    #[test]
    fn a_name_changes_with_the_content_and_only_with_it() {
        let name = |bytes: &[u8]| File::hashed("app", "css", bytes.to_vec()).path;
        assert_eq!(name(b"a"), "assets/app.af63dc4c8601ec8c.css");
        assert_eq!(name(b"a"), name(b"a"));
        assert_ne!(name(b"a"), name(b"b"));
    }

    #[test]
    fn a_new_module_gives_the_script_that_names_it_a_new_name_too() {
        let [old, new] = [b"1", b"2"].map(|wasm| entry(TEMPLATE, &module(wasm)).unwrap());
        assert_eq!(old.glue, new.glue);
        assert_ne!(old.wasm.path, new.wasm.path);
        assert_ne!(old.start.path, new.start.path);
        let script = String::from_utf8(new.start.bytes).unwrap();
        assert_eq!(
            script,
            format!("import init from \"./{}\";\ninit(\"./{}\");\n", new.glue.name(), new.wasm.name())
        );
    }

    #[test]
    fn a_template_without_a_place_for_a_name_is_refused() {
        assert!(entry("// __GLUE__ __WASM__\ninit();", &module(b"")).is_err());
    }

    #[test]
    fn slim_javascript_keeps_every_statement() {
        let slim = slim_javascript(
            "/**\n * Says it.\n */\nfunction f() {\n  // Why.\n  return 1; // what\n}\n/* one */\n",
        );
        assert_eq!(slim, "function f() {\nreturn 1; // what\n}\n");
    }
}
