//! The sandbox page: what stands there before the program starts, and where it cannot.

use maud::html;

use super::shell::{Content, Program, Shell};
use super::{Assets, Page};

const ZONES: [&str; 3] = ["a", "b", "c"];

/// `sandbox.html`.
pub fn page(shell: &Shell, assets: &Assets) -> Page {
    let main = html! {
        main id="main" {
            div data-island="sandbox" {
                div class="sb sb-still" {
                    header class="sb-h" { h1 { "Sandbox" } }
                    div class="sb-l" {
                        h2 { "What you can do here" }
                        p class="small t2" {
                            "Build a small Amazon ECS cluster, run task definitions on it, and read why each task went where it did."
                        }
                        noscript {
                            p class="small" {
                                "The sandbox runs in your browser and needs scripts. The lessons can be read without them."
                            }
                        }
                        p class="small" { a href="lessons/ec2-and-fargate.html" { "Read the first lesson" } }
                    }
                    section class="board" aria-label="Cluster board" {
                        div class="azs" {
                            @for zone in ZONES {
                                section class="azc" { header { "Zone " (zone) } }
                            }
                        }
                    }
                    aside class="sb-r" aria-label="Explain" {}
                    div class="tline" {}
                }
            }
        }
    };
    let content = Content {
        path: "sandbox.html",
        title: "Sandbox",
        description: "A small Amazon ECS cluster in your browser: add instances, paste a task definition, press Run, \
                      and read why each task went where it did.",
        section: Some(super::shell::Section::Sandbox),
        program: Program::Play,
        body_class: "is-sandbox",
        main,
    };
    shell.stamp(content, assets)
}
