//! The way from a lesson into the sandbox, and onto which board.

use std::fs;
use std::path::Path;

use maud::{Markup, html};

use crate::lesson::{Course, Lesson, Problems, TryIt};
use crate::share::link::{Link, LinkError, scenario_fragment, scenario_from_fragment};
use crate::share::scenario::SCENARIOS;

/// What stands where `{{try-it}}` is in the prose.
pub fn markup(lesson: &Lesson) -> Markup {
    html! {
        @if let Some(try_it) = &lesson.try_it {
            section class="try panel" aria-labelledby="try-it" {
                h2 id="try-it" { "Try it" }
                p { (try_it.text) }
                p {
                    a class="btn pri" href={ "../sandbox.html" (try_it.opens.as_deref().unwrap_or_default()) } {
                        (try_it.button)
                    }
                }
            }
        }
    }
}

/// Looks whether each lesson leads to a board that there is.
pub fn check(root: &Path, course: &Course, problems: &mut Problems) {
    for lesson in course.modules.iter().flat_map(|it| &it.lessons) {
        let opens = lesson.try_it.as_ref().and_then(|it: &TryIt| it.opens.as_deref());
        let Some((fragment, why)) = opens.and_then(|it| Some((it, board_problem(it)?))) else { continue };
        let file = format!("lessons/{}/lesson.toml", lesson.folder);
        let text = fs::read_to_string(root.join(&file)).unwrap_or_default();
        let line =
            (1..).zip(text.lines()).find(|(_, line)| line.contains(fragment)).map(|(number, _)| number);
        problems.add(&file, line, why);
    }
}

/// Why a link to the sandbox with this fragment opens no board, and what to write; none when it opens one.
#[must_use]
pub fn board_problem(fragment: &str) -> Option<String> {
    if let Some(name) = scenario_from_fragment(fragment) {
        let is_one = SCENARIOS.iter().any(|it| it.name == name);
        let all = || SCENARIOS.map(|it| scenario_fragment(it.name)).join(", ");
        return (!is_one).then(|| format!("there is no scenario `{name}`; these there are: {}", all()));
    }
    match board(fragment) {
        Ok(()) => None,
        Err(why) => Some(format!(
            "`opens` leads to no board ({why}); press Copy link in the sandbox and take what follows sandbox.html, \
             or name a scenario, such as {}",
            scenario_fragment(SCENARIOS[0].name)
        )),
    }
}

fn board(fragment: &str) -> Result<(), String> {
    let Link::Sandbox(link) = Link::from_fragment(fragment).map_err(|it| it.to_string())? else {
        return Err(LinkError::OtherPage.to_string());
    };
    let simulation = link.to_simulation().map_err(|it| it.to_string())?;
    if link.shows_the_same(&simulation) { Ok(()) } else { Err("another board than it was".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_that_there_is_and_a_board_as_it_was_are_fine() {
        assert_eq!(board_problem("#scenario-wrong-role"), None);
        assert_eq!(board_problem(include_str!("../../tests/links/three-services.txt").trim()), None);
    }

    #[test]
    fn what_leads_nowhere_is_told_with_what_there_is() {
        let problem = board_problem("#scenario-wrong-rule").unwrap();
        assert!(
            problem.contains("no scenario `wrong-rule`") && problem.contains("#scenario-wrong-role"),
            "{problem}"
        );
        for cut in ["", "#", "#sandbox", "#1.sandbox.AQAB"] {
            let problem = board_problem(cut).unwrap();
            assert!(problem.contains("press Copy link"), "{problem}");
        }
    }
}
