//! Makes the whole site in a folder. The order of the steps in [`build`] is the order of what needs what.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    assets::{self, File},
    cache::Cache,
    compress, optimize, options,
    options::Quality,
    pages,
    step::step,
    wasm,
};

/// `cargo xtask build`.
pub fn command(root: &Path, options: &options::Build) -> Result<()> {
    let out = root.join(&options.out);
    build(root, &Cache::new(root), &out, options.quality)?;
    if options.quality == Quality::Release {
        println!("The site is in {}: copy it to any static host, under any path.", options.out.display());
    }
    Ok(())
}

/// Builds the site and puts it in the place of what was in `out`.
pub fn build(root: &Path, cache: &Cache, out: &Path, quality: Quality) -> Result<()> {
    wasm::require_target()?;
    let compiled = step("Compile the browser modules", || wasm::compile(root, quality))?;
    let mut modules = step("Write their JavaScript with wasm-bindgen", || wasm::bind(&compiled, quality))?;
    if quality == Quality::Release {
        step("Optimize them with wasm-opt", || optimize::optimize(root, cache, &mut modules))?;
    }
    let files = step("Write the pages", || files(root, &modules))?;
    let unfinished = beside(out, "new");
    step("Write the site", || write_all(&unfinished, &files))?;
    if quality == Quality::Release {
        step("Compress it", || compress::folder(cache, &unfinished))?;
    }
    swap(&unfinished, out)
}

/// Every file of the site: assets first, then the pages that name them.
fn files(root: &Path, modules: &[wasm::Module]) -> Result<Vec<File>> {
    let templates = assets::Templates::read(root)?;
    let [read, play, quiz] = modules else { bail!("there is one module for each of {:?}", wasm::ENTRIES) };
    let entry = |module| assets::entry(&templates, module);
    let [read, play, quiz] = [entry(read)?, entry(play)?, entry(quiz)?];
    let [lesson_css, read_css, play_css, quiz_css] = pages::stylesheets(root)?;
    let lesson_css = File::hashed("lesson", "css", lesson_css.into_bytes());
    let read_css = File::hashed("bayplan", "css", read_css.into_bytes());
    let play_css = File::hashed("sandbox", "css", play_css.into_bytes());
    let quiz_css = File::hashed("questions", "css", quiz_css.into_bytes());
    let theme_script = assets::plain(root, "assets/js/theme.js")?;
    let teach_script = assets::plain(root, "assets/js/teach.js")?;
    let example_script = assets::plain(root, "assets/js/example.js")?;
    let favicon = assets::plain(root, "assets/favicon.svg")?;
    let names = pages::Assets {
        lesson_stylesheet: lesson_css.path.clone(),
        read_stylesheet: read_css.path.clone(),
        play_stylesheet: play_css.path.clone(),
        quiz_stylesheet: quiz_css.path.clone(),
        theme_script: theme_script.path.clone(),
        start_read: read.start.path.clone(),
        start_play: play.start.path.clone(),
        start_quiz: quiz.start.path.clone(),
        teach_script: teach_script.path.clone(),
        example_script: example_script.path.clone(),
        favicon: favicon.path.clone(),
    };
    // Pages of others name it, so it keeps its name.
    let embed_script = File { path: "embed.js".to_owned(), ..assets::plain(root, "assets/js/embed.js")? };
    let mut files =
        vec![lesson_css, read_css, play_css, quiz_css, theme_script, teach_script, example_script];
    files.extend([embed_script, favicon]);
    for entry in [read, play, quiz] {
        files.extend([entry.start, entry.glue, entry.wasm]);
        files.extend(entry.chunks);
    }
    files.extend(pages::files(root, &names)?);
    Ok(files)
}

fn write_all(folder: &Path, files: &[File]) -> Result<()> {
    remove(folder)?;
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().context("a file stands in a folder")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Puts a finished folder in the place of another one, so that nobody ever sees a half-written site.
fn swap(finished: &Path, out: &Path) -> Result<()> {
    if out.exists() && !is_ours(out) {
        bail!(
            "{} holds something that is not a site: move it away, or write to another folder",
            out.display()
        );
    }
    let old = beside(out, "old");
    remove(&old)?;
    if out.exists() {
        fs::rename(out, &old).with_context(|| format!("cannot replace {}", out.display()))?;
    }
    fs::rename(finished, out).with_context(|| format!("cannot write {}", out.display()))?;
    remove(&old)
}

/// Only a folder that looks like an earlier build is ever replaced.
fn is_ours(out: &Path) -> bool {
    let is_empty = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    is_empty || (out.join("index.html").is_file() && out.join("assets").is_dir())
}

fn beside(folder: &Path, suffix: &str) -> PathBuf {
    compress::with_suffix(folder, suffix)
}

fn remove(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_no_site_is_never_replaced() {
        let place = std::env::temp_dir().join(format!("bayplan-swap-{}", std::process::id()));
        let (finished, out) = (place.join("site.new"), place.join("site"));
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("thesis.txt"), "ten years of work").unwrap();
        write_all(&finished, &[]).unwrap();
        fs::create_dir_all(&finished).unwrap();
        assert!(swap(&finished, &out).unwrap_err().to_string().contains("not a site"));
        assert!(out.join("thesis.txt").exists());
        fs::remove_dir_all(&place).unwrap();
    }

    #[test]
    fn an_earlier_site_is_replaced_whole() {
        let place = std::env::temp_dir().join(format!("bayplan-replace-{}", std::process::id()));
        let (finished, out) = (place.join("site.new"), place.join("site"));
        let file = |path: &str| File { path: path.to_owned(), bytes: Vec::new() };
        for names in [["index.html", "assets/old.css"], ["index.html", "assets/new.css"]] {
            write_all(&finished, &names.map(file)).unwrap();
            swap(&finished, &out).unwrap();
        }
        assert!(out.join("assets/new.css").exists() && !out.join("assets/old.css").exists());
        assert!(!beside(&out, "old").exists());
        fs::remove_dir_all(&place).unwrap();
    }
}
