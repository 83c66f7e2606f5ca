//! Pages for frames: a lesson, its pictures alone, the quiz, the sandbox, its scenarios. The same islands as on the whole pages, with little
//! around them. Addresses may say how they look (`theme`, `motion`, `hide`, `lock`, `ui`): `assets/js/theme.js`.

use maud::{Markup, html};

use super::home::lesson_path;
use super::shell::{Content, Frame, Program, Shell, root_from};
use super::{Assets, Page, lesson_page, quiz, sandbox, stage};
use crate::lesson::{Course, Lesson, Module, Stage, StagePlace};
use crate::quiz::Bank;
use crate::share::link::scenario_fragment;
use crate::share::scenario::{SCENARIOS, Scenario};

/// Every page under `embed/`, but the example.
pub fn pages(course: &Course, bank: &Bank, shell: &Shell, assets: &Assets) -> Vec<Page> {
    let modules = course.modules.iter();
    let lessons = modules.flat_map(|module| module.lessons.iter().map(move |it| (module, it)));
    let both = lessons.flat_map(|(module, it)| {
        let diagrams = it.stages().map(|stage| diagram(it, stage, shell, assets));
        [lesson(course, module, it, shell, assets)].into_iter().chain(diagrams).collect::<Vec<_>>()
    });
    let scenarios = SCENARIOS.iter().map(|it| scenario(it, shell, assets));
    both.chain([questions(bank, shell, assets), board(shell, assets)]).chain(scenarios).collect()
}

/// The address of a lesson for a frame, from the site's root.
pub fn lesson_frame_path(lesson: &Lesson) -> String {
    format!("embed/lesson/{}.html", lesson.slug)
}

/// The address of a stage of a lesson for a frame, from the site's root.
pub fn diagram_frame_path(lesson: &Lesson, stage: &Stage) -> String {
    format!("embed/diagram/{}{}.html", lesson.slug, stage.id.trim_start_matches("stage"))
}

/// The address of the quiz for a frame, from the site's root.
pub const QUIZ_FRAME_PATH: &str = "embed/quiz.html";

/// The address of the sandbox for a frame, from the site's root.
pub const BOARD_FRAME_PATH: &str = "embed/sandbox.html";

/// The address of the sandbox with the board of a scenario for a frame, from the site's root.
pub fn scenario_frame_path(scenario: &Scenario) -> String {
    format!("embed/scenario/{}.html", scenario.name)
}

/// The address of a scenario on the whole page, from the site's root.
pub fn scenario_path(scenario: &Scenario) -> String {
    format!("sandbox.html{}", scenario_fragment(scenario.name))
}

fn lesson(course: &Course, module: &Module, lesson: &Lesson, shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="lesson" id="main" { (lesson_page::parts(course, module, lesson, html! {})) }
    };
    let title = format!("{} (lesson for a frame)", lesson.title);
    let (path, whole) = (lesson_frame_path(lesson), lesson_path(lesson));
    let content = content(&path, &title, lesson, main);
    let frame = Frame { kind: "lesson", lesson: &lesson.slug, title: None, whole: &whole };
    shell.stamp_frame(content, frame, assets)
}

fn diagram(lesson: &Lesson, stage: &Stage, shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="emb-d" id="main" {
            div class="work" {
                (stage::island(stage, StagePlace::Frame))
                (stage::as_text(lesson, stage))
                (lesson_page::sources(lesson))
            }
        }
    };
    let title = format!("{} (pictures for a frame)", stage.title);
    let (path, whole) = (diagram_frame_path(lesson, stage), lesson_path(lesson));
    let content = content(&path, &title, lesson, main);
    let frame = Frame { kind: "diagram", lesson: &lesson.slug, title: Some(&stage.title), whole: &whole };
    shell.stamp_frame(content, frame, assets)
}

fn content<'a>(path: &'a str, title: &'a str, lesson: &'a Lesson, main: Markup) -> Content<'a> {
    let (description, program) = (&lesson.description, Program::Read);
    Content { path, title, description, section: None, program, body_class: "is-embed", main }
}

fn questions(bank: &Bank, shell: &Shell, assets: &Assets) -> Page {
    let content = Content {
        path: QUIZ_FRAME_PATH,
        title: "Quiz (for a frame)",
        description: "Questions about Amazon ECS in a frame, made and answered by a simulator: practice, reviews, and \
                      tests that a class can share.",
        section: None,
        program: Program::Quiz,
        body_class: "is-embed is-quiz",
        main: quiz::main(&bank.with_lessons_under(&root_from(QUIZ_FRAME_PATH))),
    };
    let frame = Frame { kind: "quiz", lesson: "", title: None, whole: "quiz.html" };
    shell.stamp_frame(content, frame, assets)
}

fn board(shell: &Shell, assets: &Assets) -> Page {
    let content = Content {
        path: BOARD_FRAME_PATH,
        title: "Sandbox (for a frame)",
        description: "A small Amazon ECS cluster in a frame: press Run, and read why each task went where it did.",
        section: None,
        program: Program::Play,
        body_class: "is-embed is-sandbox",
        main: sandbox::main("../lessons/ec2-and-fargate.html", None),
    };
    let frame = Frame { kind: "sandbox", lesson: "", title: None, whole: "sandbox.html" };
    shell.stamp_frame(content, frame, assets)
}

fn scenario(it: &Scenario, shell: &Shell, assets: &Assets) -> Page {
    let path = scenario_frame_path(it);
    let content = Content {
        path: &path,
        title: &format!("{} (scenario for a frame)", it.title),
        description: it.story,
        section: None,
        program: Program::Play,
        body_class: "is-embed is-sandbox",
        main: sandbox::main("../../lessons/ec2-and-fargate.html", Some(it.name)),
    };
    let whole = scenario_path(it);
    let frame = Frame { kind: "sandbox", lesson: "", title: None, whole: &whole };
    shell.stamp_frame(content, frame, assets)
}
