//! One file of a lesson: every mistake in it is told with its file, or the lesson is read and its pictures are drawn.
//! The first byte says which file it is; the others are those of a lesson that is right.

#![no_main]

use std::{fs, path::PathBuf, sync::OnceLock};

use bayplan::diagram::{SvgRole, View, drawing, layout, svg_from_drawing};
use bayplan::lesson;

const FOLDER: &str = "lessons/010-first";
const FILES: [(&str, &str); 7] = [
    ("lessons/course.toml", "title = \"Course\"\n[[module]]\nid = \"first\"\ntitle = \"First\"\noutcome = \"Read.\"\n[[module.lesson]]\nfolder = \"010-first\"\nminutes = 6\n"),
    ("lessons/glossary.toml", "[[term]]\nid = \"task\"\nterm = \"Task\"\nmeaning = \"A running copy of a task definition.\"\n"),
    ("lessons/010-first/lesson.toml", include_str!("../../lesson/lesson.toml")),
    ("lessons/010-first/lesson.md", include_str!("../../lesson/lesson.md")),
    ("lessons/010-first/predictions.toml", include_str!("../../lesson/predictions.toml")),
    ("lessons/010-first/stage.toml", include_str!("../../lesson/stage.toml")),
    ("lessons/010-first/first.scene.toml", include_str!("../../lesson/first.scene.toml")),
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let root = root();
    let (file, right) = FILES[usize::from(*first) % FILES.len()];
    fs::write(root.join(file), rest).expect("the folder can be written");
    match lesson::read(root) {
        Err(problems) => assert!(!problems.to_string().is_empty()),
        Ok(course) => {
            let lessons = course.modules.iter().flat_map(|module| &module.lessons);
            let panels = lessons.flat_map(|it| it.stages().flat_map(|stage| &stage.panels).collect::<Vec<_>>());
            for panel in panels {
                for width in [1100, 360] {
                    let layout = layout(&panel.scene, width);
                    let drawing = drawing(&panel.scene, &layout, View { selected: None, step: None });
                    assert!(svg_from_drawing(&drawing, SvgRole::Picture).starts_with("<svg"));
                }
            }
        }
    }
    fs::write(root.join(file), right).expect("the folder can be written");
});

/// A course of one lesson in a folder of its own.
fn root() -> &'static PathBuf {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let root = std::env::temp_dir().join(format!("bayplan-fuzz-{}", std::process::id()));
        fs::create_dir_all(root.join(FOLDER)).expect("a folder can be made");
        for (file, text) in FILES {
            fs::write(root.join(file), text).expect("the folder can be written");
        }
        root
    })
}
