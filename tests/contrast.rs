//! Every pair of colors that stand on each other, computed from the tokens by the WCAG formula.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;

type Theme = BTreeMap<String, String>;

const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

fn tokens() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/css/tokens.css")).unwrap()
}

/// The tokens of the block that starts with `selector`, without those of `base`.
fn block(css: &str, selector: &str) -> Theme {
    let start = css.find(selector).unwrap_or_else(|| panic!("no block {selector}")) + selector.len();
    let body = css[start..].split('}').next().unwrap();
    body.split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

fn light() -> Theme {
    block(&tokens(), ":root, :root[data-theme=\"light\"] {")
}

fn dark() -> Theme {
    block(&tokens(), ":root[data-theme=\"dark\"] {")
}

fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn ratio(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// (what stands in front, on what, at least).
fn pairs() -> Vec<(String, String, f64)> {
    let mut pairs = vec![];
    let mut add = |fronts: &[&str], backs: &[&str], least: f64| {
        for front in fronts {
            for back in backs {
                pairs.push(((*front).to_owned(), (*back).to_owned(), least));
            }
        }
    };
    add(&["text", "text-2", "text-3"], &["surface", "bg", "surface-2"], TEXT);
    add(&["text", "text-2"], &["surface-3"], TEXT);
    add(&["accent-text"], &["surface", "bg", "surface-2", "accent-soft"], TEXT);
    add(&["text", "text-2"], &["accent-soft", "success-soft", "warning-soft", "danger-soft"], TEXT);
    add(&["on-accent"], &["accent", "accent-hover", "accent-active"], TEXT);
    add(&["on-danger"], &["danger"], TEXT);
    add(&["on-tooltip"], &["tooltip"], TEXT);
    for status in ["success", "warning", "danger"] {
        let soft = format!("{status}-soft");
        add(&[status], &["surface", "bg", &soft], TEXT);
        add(&["surface"], &[status], TEXT);
    }
    for family in ["compute", "network", "storage", "identity", "observe", "neutral"] {
        let name = format!("cat-{family}");
        let soft = format!("cat-{family}-soft");
        add(&[&name], &["surface", "bg", &soft], TEXT);
    }
    add(&["border-strong", "edge", "focus", "accent"], &["surface", "bg"], SHAPE);
    add(&["border-strong"], &["surface-2"], SHAPE);
    pairs
}

#[test]
fn what_is_read_and_what_is_used_stands_out_in_both_themes() {
    let mut failures = vec![];
    for (name, theme) in [("light", light()), ("dark", dark())] {
        for (front, back, least) in pairs() {
            let ratio = ratio(&theme[&front], &theme[&back]);
            if ratio < least {
                failures.push(format!("{name}: {front} on {back} has {ratio:.2}, needs {least}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_ink_of_a_task_can_be_read_on_its_fill() {
    let root = block(&tokens(), ":root {");
    let colors: Theme = tokens()
        .split("--task-")
        .skip(1)
        .filter_map(|rest| rest.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.split(';').next().unwrap().to_owned()))
        .filter(|(name, _)| name != "edge")
        .collect();
    assert!(root.contains_key("font-ui"), "the first block holds what no theme changes");
    for letter in 'a'..='h' {
        let ratio = ratio(&colors[&format!("{letter}-ink")], &colors[&letter.to_string()]);
        assert!(ratio >= TEXT, "task {letter}: {ratio:.2}");
    }
    for (theme, name) in [(light(), "light"), (dark(), "dark")] {
        assert!(ratio(&theme["task-edge"], &theme["track"]) >= 1.0, "{name}");
    }
}

#[test]
fn the_system_theme_and_print_use_the_same_colors() {
    let css = tokens();
    assert_eq!(block(&css, ":root:not([data-theme]) {"), dark());
    assert_eq!(block(&css, "@media print { :root:not([data-theme]), :root[data-theme] {"), light());
}

/// What axe-core finds in one theme apart from colors holds for the other: the browser tests count on it.
#[test]
fn a_theme_is_other_colors_and_nothing_else() {
    let css = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/css");
    for file in std::fs::read_dir(css).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let asks = text.contains("data-theme") || text.contains("prefers-color-scheme");
        assert!(!asks || path.ends_with("tokens.css"), "{} asks for the theme", path.display());
    }
    let is_color = |value: &str| value.starts_with('#') || value.starts_with("rgb(");
    let is_shadow = |name: &str| name.starts_with("shadow-");
    for theme in [light(), dark()] {
        assert!(theme.iter().all(|(name, value)| is_color(value) || is_shadow(name)), "{theme:?}");
    }
    let set = |css: &str, selector: &str| {
        let body = css[css.find(selector).unwrap() + selector.len()..].split('}').next().unwrap();
        body.split(';')
            .filter(|it| !it.trim().is_empty() && !it.trim().starts_with("--"))
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("; ")
    };
    let tokens = tokens();
    assert_eq!(set(&tokens, ":root, :root[data-theme=\"light\"] {"), "color-scheme: light");
    assert_eq!(set(&tokens, ":root[data-theme=\"dark\"] {"), "color-scheme: dark");
    assert_eq!(set(&tokens, ":root:not([data-theme]) {"), "color-scheme: dark");
}
