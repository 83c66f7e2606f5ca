//! Draws a scene: `cargo run --example draw -- SCENE.toml WIDTH` prints SVG, or what is wrong with the scene.

use bayplan::diagram::{Scene, SvgRole, View, drawing, layout, scene_findings, svg_from_drawing};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(width)) = (arguments.next(), arguments.next()) else {
        return Err("usage: draw SCENE.toml WIDTH [SELECTED-ID] [STEP]".into());
    };
    let selected = arguments.next();
    let step = arguments.next().and_then(|step| step.parse().ok());
    let scene: Scene = toml::from_str(&std::fs::read_to_string(file)?)?;
    let findings = scene_findings(&scene);
    for finding in &findings {
        eprintln!("{}: {}", finding.at, finding.problem);
    }
    if findings.is_empty() {
        let view = View { selected: selected.as_deref(), step };
        let drawing = drawing(&scene, &layout(&scene, width.parse()?), view);
        println!("{}", svg_from_drawing(&drawing, SvgRole::Interactive));
    }
    Ok(())
}
