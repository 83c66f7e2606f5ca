//! Gives every asset a name that changes with its content, so that browsers may keep it for ever.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};

use crate::{cache::hash, split::LOADER, wasm::Module};

/// A file of the site: its path relative to the site's root, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    /// A file whose name carries the hash of its content: `assets/theme.0123456789.js`.
    pub fn hashed(name: &str, kind: &str, bytes: Vec<u8>) -> File {
        // Forty bits tell the versions of a file apart, and each digit more weighs on the pages that name it.
        File { path: format!("assets/{name}.{:010x}.{kind}", hash(&bytes) >> 24), bytes }
    }

    /// The name without its folder, as a neighbor in the same folder says it.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The files of one entry: its module, the glue that loads it, the script that a page names, and what comes later.
pub struct Entry {
    pub start: File,
    pub glue: File,
    pub wasm: File,
    pub chunks: Vec<File>,
}

/// Chunks of fewer bytes are no request of their own.
const SMALL: usize = 320;

/// The chunks of an entry as files, the small ones in one file.
struct ChunkFiles {
    files: Vec<File>,
    small: File,
    /// Where each small chunk ends in their file.
    ends: Vec<usize>,
    /// By the name that the splitter gave them: how the loader calls them.
    names: BTreeMap<String, String>,
}

impl ChunkFiles {
    fn of(module: &Module) -> Self {
        let (mut files, mut small, mut ends, mut names) = (vec![], vec![], vec![], BTreeMap::new());
        for chunk in &module.chunks {
            let name = if chunk.wasm.len() < SMALL {
                small.extend_from_slice(&chunk.wasm);
                ends.push(small.len());
                (ends.len() - 1).to_string()
            } else {
                let title = format!("{}-{}", module.entry, chunk.title());
                files.push(File::hashed(&title, "wasm", chunk.wasm.clone()));
                format!("\"{}\"", files[files.len() - 1].name())
            };
            names.insert(chunk.name.clone(), name);
        }
        let small = File::hashed(&format!("{}-small", module.entry), "bin", small);
        Self { files, small, ends, names }
    }

    fn into_files(self) -> Vec<File> {
        let small = (!self.ends.is_empty()).then_some(self.small);
        self.files.into_iter().chain(small).collect()
    }
}

/// The scripts that are stamped with the names of files.
pub struct Templates {
    pub start: String,
    pub chunks: String,
}

impl Templates {
    /// As they stand in `assets/js`.
    pub fn read(root: &Path) -> Result<Self> {
        let read = |path: &str| {
            std::fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))
        };
        Ok(Self { start: read("assets/js/start.js")?, chunks: read("assets/js/chunks.js")? })
    }
}

/// Stamps the start script of an entry. A file that names another one is hashed after that name is in it.
pub fn entry(templates: &Templates, module: &Module) -> Result<Entry> {
    let wasm = File::hashed(module.entry, "wasm", module.wasm.clone());
    let chunks = ChunkFiles::of(module);
    let glue = with_loader(&templates.chunks, module, &chunks)?;
    let glue = File::hashed(&format!("{}-glue", module.entry), "js", slim_javascript(&glue).into_bytes());
    let start = stamp(&templates.start, &[("__GLUE__", glue.name()), ("__WASM__", wasm.name())])
        .context("assets/js/start.js cannot be stamped")?;
    let start = File::hashed(&format!("start-{}", module.entry), "js", slim_javascript(&start).into_bytes());
    Ok(Entry { start, glue, wasm, chunks: chunks.into_files() })
}

/// The glue with the loader of chunks in place of the script that wasm-bindgen would import it from: the two call
/// each other, and a file cannot be named by its content when that content names a file which names it.
fn with_loader(template: &str, module: &Module, chunks: &ChunkFiles) -> Result<String> {
    if module.chunks.is_empty() {
        return Ok(module.glue.clone());
    }
    let loads = loads(module, chunks)?;
    let ends = format!("{:?}", chunks.ends);
    let mut glue =
        stamp(template, &[("__CHUNKS__", &loads), ("__SMALL__", chunks.small.name()), ("__ENDS__", &ends)])
            .context("assets/js/chunks.js cannot be stamped")?;
    let mut n_places = 0;
    for line in module.glue.lines() {
        if let Some(name) = imported_loader(line) {
            n_places += 1;
            glue.extend(["const ", name, " = loaders;\n"]);
        } else {
            glue += line;
            glue.push('\n');
        }
    }
    anyhow::ensure!(n_places > 0, "wasm-bindgen does not import the loader of chunks as it used to");
    Ok(glue)
}

/// `import1` of `import * as import1 from "./chunks.js"`, of which wasm-bindgen writes one for each function.
fn imported_loader(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    (from.trim_matches([';', '"', '\'']) == LOADER).then_some(name)
}

/// The files of each chunk as a JavaScript object: `{"paste":[0,"play-paste.….wasm"]}`.
fn loads(module: &Module, chunks: &ChunkFiles) -> Result<String> {
    let name = |chunk: &String| {
        chunks.names.get(chunk).map(String::as_str).with_context(|| format!("no chunk is called {chunk}"))
    };
    let load = |(title, files): &(String, Vec<String>)| -> Result<String> {
        Ok(format!("\"{title}\":[{}]", files.iter().map(name).collect::<Result<Vec<_>>>()?.join(",")))
    };
    let loads = module.loads.iter().map(load).collect::<Result<Vec<_>>>()?;
    Ok(format!("{{{}}}", loads.join(",")))
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
    use crate::split::Chunk;

    fn templates(start: &str) -> Templates {
        Templates {
            start: start.to_owned(),
            chunks: "const loaders = load(__CHUNKS__, \"__SMALL__\", __ENDS__);\n".to_owned(),
        }
    }

    fn module(wasm: &[u8]) -> Module {
        let glue = "export default 1;".to_owned();
        Module { entry: "read", wasm: wasm.to_vec(), glue, chunks: vec![], loads: vec![] }
    }

    #[test]
    fn a_name_changes_with_the_content_and_only_with_it() {
        let name = |bytes: &[u8]| File::hashed("app", "css", bytes.to_vec()).path;
        assert_eq!(name(b"a"), "assets/app.af63dc4c86.css");
        assert_eq!(name(b"a"), name(b"a"));
        assert_ne!(name(b"a"), name(b"b"));
    }

    #[test]
    fn a_new_module_gives_the_script_that_names_it_a_new_name_too() {
        let start = "// Imports __GLUE__.\nimport init from \"./__GLUE__\";\ninit(\"./__WASM__\");\n";
        let [old, new] = [b"1", b"2"].map(|wasm| entry(&templates(start), &module(wasm)).unwrap());
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
        assert!(entry(&templates("// __GLUE__ __WASM__\ninit();"), &module(b"")).is_err());
    }

    #[test]
    fn the_glue_names_the_chunks_that_it_loads() {
        let chunk = |name: &str, wasm: &[u8]| Chunk { name: format!("split_{name}"), wasm: wasm.to_vec() };
        let mut module = module(b"");
        module.chunks = vec![chunk("common", b"abc"), chunk("paste", &[7; SMALL]), chunk("other", b"de")];
        let load = |title: &str, chunks: &[&str]| {
            (title.to_owned(), chunks.iter().map(|it| format!("split_{it}")).collect())
        };
        module.loads = vec![load("paste", &["common", "other", "paste"])];
        let templates = templates("__GLUE__ __WASM__");
        assert!(entry(&templates, &module).is_err(), "the glue has no place for the loader");
        let import = |name: &str| format!("import * as {name} from \"./chunks.js\"\n");
        module.glue = format!("{}{}export default 1;\n", import("import1"), import("import2"));
        let made = entry(&templates, &module).unwrap();
        let [paste, small] = &made.chunks[..] else { panic!("there are {} files", made.chunks.len()) };
        assert_eq!(small.bytes, b"abcde");
        assert_eq!(
            String::from_utf8(made.glue.bytes).unwrap(),
            format!(
                "const loaders = load({{\"paste\":[0,1,\"{}\"]}}, \"{}\", [3, 5]);\n\
                 const import1 = loaders;\nconst import2 = loaders;\nexport default 1;\n",
                paste.name(),
                small.name()
            )
        );
    }

    #[test]
    fn slim_javascript_keeps_every_statement() {
        let slim = slim_javascript(
            "/**\n * Says it.\n */\nfunction f() {\n  // Why.\n  return 1; // what\n}\n/* one */\n",
        );
        assert_eq!(slim, "function f() {\nreturn 1; // what\n}\n");
    }
}
