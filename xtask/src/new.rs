//! `cargo xtask new lesson NAME`: a small lesson that passes every check, to be changed into another.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

/// The files of a new lesson.
const FILES: [(&str, &str); 5] = [
    ("lesson.toml", include_str!("../lesson/lesson.toml")),
    ("lesson.md", include_str!("../lesson/lesson.md")),
    ("predictions.toml", include_str!("../lesson/predictions.toml")),
    ("stage.toml", include_str!("../lesson/stage.toml")),
    ("first.scene.toml", include_str!("../lesson/first.scene.toml")),
];

/// Writes the folder and its line in `course.toml`, as the last lesson of the last module.
pub fn lesson(root: &Path, name: &str) -> Result<()> {
    let folder = write(root, name)?;
    println!("lessons/{folder} is there, and the last module of lessons/course.toml names it.");
    println!(
        "Change its files, look at it with `cargo xtask serve --watch`, check it with `cargo xtask check {folder}`."
    );
    Ok(())
}

fn write(root: &Path, name: &str) -> Result<String> {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    ensure!(
        starts_well && name.chars().all(is_plain),
        "`{name}` becomes part of an address: write it in small letters with hyphens, such as service-connect"
    );
    let lessons = root.join("lessons");
    let numbers = fs::read_dir(&lessons).context("cannot read lessons/")?.flatten().filter_map(|entry| {
        let folder = entry.file_name().to_string_lossy().into_owned();
        let (number, slug) = folder.split_once('-')?;
        Some((number.parse::<u32>().ok()?, slug.to_owned()))
    });
    let numbers: Vec<(u32, String)> = numbers.collect();
    ensure!(
        numbers.iter().all(|(_, slug)| slug != name),
        "there is a lesson `{name}` already; take another name"
    );
    let next = numbers.iter().map(|(number, _)| number / 10 * 10 + 10).max().unwrap_or(10);
    let folder = format!("{next:03}-{name}");
    fs::create_dir(lessons.join(&folder)).with_context(|| format!("cannot make lessons/{folder}"))?;
    for (file, text) in FILES {
        let text = text.replace("NAME", name).replace("TITLE", &title(name));
        fs::write(lessons.join(&folder).join(file), text).with_context(|| format!("cannot write {file}"))?;
    }
    let course = lessons.join("course.toml");
    let mut text = fs::read_to_string(&course).context("cannot read lessons/course.toml")?;
    text += &["\n[[module.lesson]]\nfolder = \"", &folder, "\"\nminutes = 6\n"].concat();
    fs::write(course, text).context("cannot write lessons/course.toml")?;
    Ok(folder)
}

/// "Service connect" of `service-connect`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_lesson_passes_every_check_as_it_is() {
        let root = std::env::temp_dir().join(format!("bayplan-new-lesson-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../lessons"), &root.join("lessons"));
        let folder = write(&root, "service-connect").unwrap();
        assert!(folder.ends_with("0-service-connect"), "{folder}");
        let checked = bayplan::lesson::check(&root);
        assert!(checked.is_ok(), "{}", checked.unwrap_err());
        for refused in ["service-connect", "Service", "a b", "../x", "9"] {
            assert!(write(&root, refused).is_err(), "{refused}");
        }
        fs::remove_dir_all(&root).unwrap();
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).unwrap();
            }
        }
    }
}
