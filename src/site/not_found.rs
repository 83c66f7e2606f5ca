//! The page for unknown addresses. Hosts serve it at any depth.

use maud::html;

use super::shell::{Content, Program, Shell};
use super::{Assets, Page};

/// `404.html`.
pub fn page(shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main class="page narrow" id="main" {
            h1 { "This page is not here" }
            p class="lead" { "The address may be mistyped, or the page has moved. The course starts on the home page." }
            p class="row wrap" {
                a class="btn pri" href="index.html" { "Go to the course" }
                a class="btn" href="sandbox.html" { "Open the sandbox" }
            }
        }
    };
    let content = Content {
        path: "404.html",
        title: "Page not found",
        description: "There is no page at this address. The Bayplan course starts on the home page.",
        section: None,
        program: Program::None,
        body_class: "",
        main,
    };
    shell.stamp(content, assets)
}
