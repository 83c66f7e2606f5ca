//! The page for teachers: links and code for frames, with a preview of what a class will see.

use maud::{Markup, html};

use super::embed::{
    BOARD_FRAME_PATH, QUIZ_FRAME_PATH, diagram_frame_path, lesson_frame_path, scenario_frame_path,
    scenario_path,
};
use super::home::lesson_path;
use super::shell::{Content, Program, Section, Shell};
use super::{Assets, Page};
use crate::lesson::{Course, Lesson};
use crate::share::scenario::SCENARIOS;

/// `teach.html`.
pub fn page(course: &Course, shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="page" id="main" {
            h1 { "For teachers" }
            p class="lead" {
                "Send a class a link, or put a lesson, its pictures, the quiz or the sandbox into a page of your own: a learning \
                 management system, a wiki, slides in HTML. Nothing has to be installed, and nothing that a learner does \
                 leaves their browser unless your page asks for it."
            }
            script src=(assets.teach_script) defer {}
            (builder(course))
            (all_frames(course))
            (messages())
        }
    };
    let content = Content {
        path: "teach.html",
        title: "For teachers",
        description: "Build a link or the code of a frame for a Bayplan lesson, its pictures, the quiz or the sandbox, with a live \
                      preview.",
        section: Some(Section::Teach),
        program: Program::Read,
        body_class: "",
        main,
    };
    shell.stamp(content, assets)
}

/// The builder; `assets/js/teach.js` fills its results.
fn builder(course: &Course) -> Markup {
    html! {
        section class="panel teach if-js" aria-labelledby="builder" {
            h2 id="builder" { "Build a link" }
            form class="teach-form" id="teach-form" {
                div class="field" {
                    label for="teach-what" { "What the class sees" }
                    select class="inp" id="teach-what" {
                        @for lesson in lessons(course) {
                            option value=(lesson_frame_path(lesson)) data-whole=(lesson_path(lesson)) data-stage="stage" data-steps=(lesson.stage.steps.len()) {
                                "Lesson: " (lesson.title)
                            }
                            @for stage in lesson.stages() {
                                option value=(diagram_frame_path(lesson, stage)) data-whole=(lesson_path(lesson)) data-stage=(stage.id) data-steps=(stage.steps.len()) {
                                    "Pictures: " (stage.title)
                                }
                            }
                        }
                        option value=(BOARD_FRAME_PATH) data-whole="sandbox.html" data-steps="0" data-link="sandbox" { "Sandbox" }
                        @for it in &SCENARIOS {
                            option value=(scenario_frame_path(it)) data-whole=(scenario_path(it)) data-steps="0" { "Scenario: " (it.title) }
                        }
                        option value=(QUIZ_FRAME_PATH) data-whole="quiz.html" data-steps="0" data-link="quiz" { "Quiz" }
                    }
                }
                div class="field" id="teach-step-field" {
                    label for="teach-step" { "Begin at step" }
                    select class="inp" id="teach-step" {}
                }
                @for (kind, name) in PASTED {
                    div class="field" data-paste=(kind) hidden {
                        label for={ "teach-" (kind) } { (name) }
                        input class="inp" id={ "teach-" (kind) } autocomplete="off" spellcheck="false" aria-describedby={ "teach-" (kind) "-problem" };
                        p class="small" id={ "teach-" (kind) "-problem" } role="status" {}
                    }
                }
                div class="field" {
                    label for="teach-theme" { "Colors" }
                    select class="inp" id="teach-theme" {
                        option value="" { "As each learner has it" }
                        option value="light" { "Light" }
                        option value="dark" { "Dark" }
                    }
                }
                div class="field" {
                    label for="teach-height" { "Height of the frame in pixels" }
                    input class="inp" id="teach-height" inputmode="numeric" value="640" autocomplete="off";
                }
                label class="chk" { input type="checkbox" id="teach-min"; span { "Without legend and explanations" } }
                label class="chk" { input type="checkbox" id="teach-still"; span { "Nothing moves" } }
            }
            div class="field" {
                label for="teach-link" { "Link" }
                div class="row" {
                    input class="inp" id="teach-link" readonly;
                    button class="btn" type="button" data-copy="teach-link" { "Copy link" }
                }
            }
            // Filled by the program of reading pages, which the preview loads anyway.
            div data-island="qr-code" data-of="teach-link" {}
            div class="field" {
                label for="teach-code" { "Code of the frame" }
                textarea class="inp code" id="teach-code" rows="5" readonly {}
                div class="row" { button class="btn" type="button" data-copy="teach-code" { "Copy code" } }
            }
            h3 { "Preview" }
            iframe class="teach-preview" id="teach-preview" title="Preview of the frame" {}
        }
    }
}

/// What a teacher may have made elsewhere on the site, and where its link is to be had.
const PASTED: [(&str, &str); 2] = [
    ("sandbox", "A board of your own: paste the link of Copy link in the sandbox"),
    ("quiz", "The same test for all: paste the link that stands below the results of a test"),
];

fn all_frames(course: &Course) -> Markup {
    let pictures = lessons(course).flat_map(|lesson| lesson.stages().map(move |stage| (lesson, stage)));
    html! {
        section aria-labelledby="frames" {
            h2 id="frames" { "Every page for a frame" }
            div class="teach-kinds" {
                (of_kind("Lessons", lessons(course).map(|it| (lesson_frame_path(it), &*it.title))))
                (of_kind("Pictures of the lessons", pictures.map(|(lesson, it)| (diagram_frame_path(lesson, it), &*it.title))))
                (of_kind("The sandbox and its scenarios", [(BOARD_FRAME_PATH.to_owned(), "Sandbox")].into_iter()
                    .chain(SCENARIOS.iter().map(|it| (scenario_frame_path(it), it.title)))))
                (of_kind("The quiz", [(QUIZ_FRAME_PATH.to_owned(), "Quiz")].into_iter()))
                (of_kind("An example to copy from", [("embed/example.html".to_owned(), "A page that holds a frame and hears of it")].into_iter()))
            }
        }
    }
}

/// Links under a heading: the path of each, and its words.
fn of_kind<'a>(heading: &str, links: impl Iterator<Item = (String, &'a str)>) -> Markup {
    html! {
        div {
            h3 { (heading) }
            ul class="teach-list" { @for (path, words) in links { li { a href=(path) { (words) } } } }
        }
    }
}

const PARAMETERS: [(&str, &str); 6] = [
    ("theme=light, dark", "Colors. Left out, the frame follows each learner's system."),
    ("motion=off", "Nothing travels and nothing fades."),
    ("ui=min", "Without legend, explanations and text version."),
    ("hide=legend,explain,text,build,decision,seed", "Leaves parts out, any of these."),
    ("lock=build,seed,board", "Shows parts of the sandbox that learners cannot change."),
    ("seed=42", "Every learner starts the sandbox with the same draws."),
];

fn messages() -> Markup {
    html! {
        section aria-labelledby="parameters" {
            h2 id="parameters" { "What an address may say" }
            p { "After a question mark, joined by " code { "&" } ". What a frame does not know it leaves alone." }
            dl class="teach-dl" { @for (name, does) in PARAMETERS { dt { code { (name) } } dd { (does) } } }
            h2 { "What your page can hear" }
            p {
                "A frame tells the page around it that it is ready and how high it would like to be. After your page says "
                code { "hello" } ", it also hears which step a learner is at, what they predicted and what they answered, and it can ask for the "
                "state of the frame, set it, and go to a step. "
                code { "embed.js" } " does this for you; the example page shows how."
            }
        }
    }
}

fn lessons(course: &Course) -> impl Iterator<Item = &Lesson> {
    course.modules.iter().flat_map(|module| &module.lessons)
}

/// `embed/example.html`: a page that holds a frame, as a teacher's page would.
pub fn example(course: &Course, shell: &Shell, assets: &Assets) -> Option<Page> {
    let lesson = lessons(course).next()?;
    let main = html! {
        main class="page" id="main" {
            h1 { "A page that holds a frame" }
            p class="lead" { "Step through the pictures or answer a question: the list below shows what this page hears of it." }
            iframe class="teach-preview" src={ "lesson/" (lesson.slug) ".html" } title={ "Bayplan: " (lesson.title) } height="640" {}
            div class="row wrap" {
                button class="btn" type="button" id="ask-step" { "Go to step 3" }
                button class="btn" type="button" id="ask-state" { "Ask for the state" }
            }
            h2 { "What this page heard" }
            ol class="teach-list" id="heard" aria-live="polite" {}
            script src="../embed.js" defer {}
            script src={ "../" (assets.example_script) } defer {}
        }
    };
    let content = Content {
        path: "embed/example.html",
        title: "A page that holds a frame",
        description: "An example of a page that holds a Bayplan lesson in a frame and hears what a learner does.",
        section: None,
        program: Program::None,
        body_class: "",
        main,
    };
    Some(shell.stamp(content, assets))
}
