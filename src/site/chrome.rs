//! What stands around the main part of a page: the bars of a whole page, and the narrow ones of a page in a frame.

use maud::{Markup, PreEscaped, html};

use super::icon::icon;
use super::shell::Section;
use crate::diagram::Icon;

/// The bar at the top of a whole page.
pub fn top(current: Option<Section>, root: &str) -> Markup {
    html! {
        header class="top" {
            a class="brand" href={ (root) "index.html" } { (mark()) "Bayplan" }
            nav aria-label="Main" { (navigation(current, root)) }
            span class="sp" {}
            div class="themes" role="group" aria-label="Theme" {
                (theme("system", "System theme", "true", SYSTEM))
                (theme("light", "Light theme", "false", LIGHT))
                (theme("dark", "Dark theme", "false", DARK))
            }
        }
    }
}

/// The bar at the bottom of a whole page.
pub fn foot() -> Markup {
    html! {
        footer class="foot" {
            p {
                "Bayplan is a model for learning. Not affiliated with AWS. Amazon ECS, AWS Fargate and other names are \
                 trademarks of Amazon.com, Inc. or its affiliates."
            }
        }
    }
}

/// The bar at the top of a page in a frame.
pub fn frame_top(title: Option<&str>) -> Markup {
    html! {
        @if let Some(title) = title {
            header class="emb-h" { (icon(Icon::Target, 18)) h1 { (title) } }
        }
    }
}

/// The bar at the bottom of a page in a frame.
pub fn frame_foot(whole: &str, root: &str) -> Markup {
    html! {
        footer class="emb-f" {
            span class="brand" { (mark()) "Bayplan" }
            span { "Not affiliated with AWS" }
            span class="not-kept" { "This frame keeps nothing after it is closed." }
            span class="sp" {}
            a class="btn sm ghost" id="whole-page" href={ (root) (whole) } target="_blank" rel="noopener" {
                (icon(Icon::Expand, 16)) "Open full size"
            }
        }
    }
}

fn mark() -> Markup {
    html! {
        svg viewBox="0 0 26 26" aria-hidden="true" { rect class="mark" x="1" y="1" width="24" height="24" rx="7" {} g class="mark-on" { rect x="6" y="6" width="6" height="6" rx="1.5" {} rect x="14" y="6" width="6" height="6" rx="1.5" opacity=".55" {} rect x="6" y="14" width="6" height="6" rx="1.5" opacity=".55" {} rect x="14" y="14" width="6" height="6" rx="1.5" {} } }
    }
}

const SYSTEM: &str = r#"<rect x="3.5" y="4.5" width="17" height="12" rx="2"/><path d="M9 20h6M12 16.5V20"/>"#;
const LIGHT: &str = r#"<circle cx="12" cy="12" r="4.25"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>"#;
const DARK: &str = r#"<path d="M20 14.5A8.25 8.25 0 0 1 9.5 4a8.25 8.25 0 1 0 10.5 10.5z"/>"#;

fn theme(name: &str, label: &str, is_pressed: &str, picture: &str) -> Markup {
    html! {
        button type="button" data-theme-set=(name) aria-pressed=(is_pressed) aria-label=(label) title=(label) {
            svg class="i" width="18" height="18" viewBox="0 0 24 24" aria-hidden="true" { (PreEscaped(picture)) }
        }
    }
}

const LINKS: [(Section, &str, &str, Icon); 4] = [
    (Section::Course, "index.html", "Course", Icon::Book),
    (Section::Sandbox, "sandbox.html", "Sandbox", Icon::Flask),
    (Section::Quiz, "quiz.html", "Quiz", Icon::Quiz),
    (Section::Teach, "teach.html", "For teachers", Icon::Users),
];

fn navigation(current: Option<Section>, root: &str) -> Markup {
    html! {
        @for (section, path, name, _) in LINKS {
            a href={ (root) (path) } aria-current=[(current == Some(section)).then_some("page")] { (name) }
        }
    }
}

/// The bar at the bottom of a phone.
pub fn tab_bar(current: Option<Section>, root: &str) -> Markup {
    html! {
        nav class="tabbar" aria-label="Main, bottom" {
        @for (section, path, name, picture) in LINKS {
            a href={ (root) (path) } aria-current=[(current == Some(section)).then_some("page")] {
                (icon(picture, 22)) (name)
            }
        }
        }
    }
}
