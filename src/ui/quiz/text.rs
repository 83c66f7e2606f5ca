//! The sentences of the quiz page.

use crate::quiz::{Confidence, Mode, Results, Score, Standing};
use crate::ui::storage::Refusal;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident = $words:literal;)*) => {
        $(#[doc = $words] $(#[$meta])* pub const $name: &str = $words;)*
    };
}

words! {
    QUIZ = "Quiz";
    LEAD = "Say where a task goes before the scheduler does. A wrong answer costs nothing: the board shows what happened, and another question like it comes next.";
    PRACTICE = "Practice";
    PRACTICE_LEAD = "Ten questions about what you are learning. Each answer is explained at once.";
    START_PRACTICE = "Start practicing";
    REVIEW = "Review";
    REVIEW_LEAD = "What you knew, just before you forget it. At most ten questions.";
    TEST = "Test";
    TEST_LEAD = "The same questions for everyone with the same link. Feedback comes at the end.";
    START_TEST = "Start the test";
    TO_QUIZ = "Back to the quiz";
    INVITED = "You are invited to a test";
    OTHER_QUESTIONS = "The questions have changed since this link was made, so this test has other ones than the first. Everyone who opens the link now gets the same.";
    ENDS_ROUND = "You have a round that is not finished. Starting the test ends it; what you answered stays.";
    GO_ON = "Go on";
    END_ROUND = "End it";
    SKILLS = "What you know";
    SKILLS_LEAD = "Twice right in a row masters a skill; right again a day later keeps it.";
    SET_ASIDE = "It was set aside, not deleted.";
    NO_SUCH_TEST = "It asks for a test that cannot be: a test has 1 to 50 questions.";
    LINK_FAILS = "This link does not work.";
    NOTHING_TO_ASK = "There is nothing to ask now.";
    ANSWER_FIRST = "Answer first.";
    NO_POINTS = "You can't lose points here.";
    HOW_SURE = "How sure are you? (optional)";
    CHECK = "Check my answer";
    SAVE_ANSWER = "Save and go on";
    NEXT = "Next question";
    SEE_RESULTS = "See the results";
    BACK_TO_RESULTS = "Back to the results";
    LEAVE_ROUND = "Leave for now";
    THIS_ROUND = "This round";
    KEYS = "Keys: A to F choose, 1 to 3 say how sure, Enter checks.";
    WORKED_EXAMPLE = "This one is solved for you. Follow the board, then go on.";
    NOT_ASKED_ANY_MORE = "This question is not asked any more.";
    SOLVED = "Solved.";
    RIGHT = "That's right.";
    NOT_ANSWERED = "Not answered.";
    RULE = "Rule: ";
    SURE_AND_WRONG = "Sure and wrong is worth the most to learn from.";
    RIGHT_OPTION = "Right";
    WRONG_OPTION = "Wrong";
    EXAMPLE = "Solved for you";
    NO_INSTANCE = "No instance takes it";
    TASK_DEFINITIONS = "Task definitions on this board";
    TAKES_AN_INTERFACE = ", takes a network interface";
    CPU = "CPU";
    MEMORY = "Mem";
    UNITS = "units";
    MIB = "MiB";
    DRAINING = "DRAINING";
    NO_AGENT = "Agent not connected";
    PREVIOUS_TASK = "Previous task";
    NEXT_TASK = "Next task";
    WHY_EACH = "Why each instance was or was not taken";
    CHOOSE = "Choose …";
    ORDER_IS_RIGHT = "It is right as it stands";
    QUESTIONS = "Questions";
    OPEN = "Open";
    RIGHT_ANSWERS = "right answers";
    RIGHT_WHEN_CERTAIN = "right when certain";
    CONFIDENCE_AND_RESULTS = "Confidence and results";
    SHARE_TEST = "Share this test";
    SHARE_TEST_LEAD = "Whoever opens the link gets the same questions.";
    LINK = "Link to this test";
    COPY = "Copy";
    COPIED = "Copied.";
    COPY_BY_HAND = "The browser does not let the page copy. The text is selected: copy it by hand.";
    YOUR_DATA = "Your data";
    YOUR_DATA_LEAD = "It is kept in this browser only. Copy it to take it to another one.";
    MY_PROGRESS = "Your progress as text";
    IMPORT = "Progress from another browser";
    TAKE_IN = "Take it in";
    IMPORTED = "It was taken in. Of each skill the newer state counts.";
    WIPE = "Delete my progress";
    WIPE_QUESTION = "Delete all answers and everything that is known about your skills? This cannot be undone.";
    WIPE_NOW = "Delete everything";
    KEEP_ALL = "Keep it";
    WIPED = "Your progress was deleted.";
}

/// "Question 3 of 10".
pub fn question_of(index: u32, n: usize) -> String {
    format!("Question {index} of {n}")
}

/// After a wrong answer, where practice goes on with the same skill.
pub fn one_more(n: usize, is_worked_example: bool) -> String {
    let solved = if is_worked_example { ", solved for you" } else { "" };
    format!("Another question of this kind comes next{solved}, so this round now has {n} questions.")
}

/// What the bar of a round shows.
pub fn bar(pieces: &[&str]) -> String {
    let n = |class: &str| pieces.iter().filter(|it| **it == class).count();
    match (n("r"), n("w"), n("d")) {
        (0, 0, 0) => "Nothing answered yet".to_owned(),
        (0, 0, done) => format!("{done} of {} done", pieces.len()),
        (right, wrong, _) => format!("{right} right, {wrong} wrong, of {}", pieces.len()),
    }
}

/// A level of confidence.
pub const fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => "Guess",
        Confidence::Fairly => "Fairly",
        Confidence::Certain => "Certain",
    }
}

/// In the feedback.
pub const fn was_sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => " You called it a guess.",
        Confidence::Fairly => " You were fairly sure.",
        Confidence::Certain => " You were certain.",
    }
}

/// How wrong an answer is.
pub fn wrong(score: Score) -> String {
    if score.points == 0 {
        "Not this time.".to_owned()
    } else {
        format!("{} of {} are right.", score.points, score.of)
    }
}

/// Why an option is right or wrong, and whether it was the learner's.
pub fn reason(is_right: bool, is_mine: bool, why: &str) -> String {
    let word = if is_right { RIGHT_OPTION } else { WRONG_OPTION };
    let mine = if is_mine { "Your answer. " } else { "" };
    format!("{mine}{word}: {why}")
}

/// On an instance after the check.
pub const fn verdict(is_right: bool, is_mine: bool) -> &'static str {
    match (is_right, is_mine) {
        (true, true) => "Your answer: right",
        (true, false) => "Right",
        (false, _) => "Your answer: wrong",
    }
}

/// Under a row.
pub fn pair_is(is_right: bool, right: &str, why: &str) -> String {
    if is_right { format!("Right: {why}") } else { format!("Wrong. It is {right}: {why}") }
}

/// Under a field.
pub fn number_is(is_right: bool, answer: u32) -> String {
    if is_right { RIGHT_OPTION.to_owned() } else { format!("It is {answer}") }
}

/// On an entry of an order.
pub fn place_is(place: usize) -> String {
    format!("Its place is {place}.")
}

/// The name of a button.
pub fn move_up(entry: &str) -> String {
    format!("Move up: {entry}")
}

/// The name of a button.
pub fn move_down(entry: &str) -> String {
    format!("Move down: {entry}")
}

/// Said after a move.
pub fn moved(entry: &str, place: usize) -> String {
    format!("{entry} is at place {place}.")
}

/// "Task 2 of 5".
pub fn replay_title(task: usize, n: usize, differs: bool) -> String {
    match (n, differs) {
        (1, _) => "What happened on the board".to_owned(),
        (_, true) => format!("Task {task} of {n}: here your answer and the board part"),
        (_, false) => format!("Task {task} of {n} on the board"),
    }
}

/// The name of the variant, for talking about it.
pub fn reference(reference: &str) -> String {
    format!("Question {reference}")
}

/// On a link to a lesson.
pub fn read_in(title: &str) -> String {
    format!("Read “{title}”")
}

/// "512 of 2,048 units".
pub fn used_of(used: &str, whole: &str, unit: &str) -> String {
    format!("{used} of {whole} {unit}")
}

/// In the legend.
pub fn port(port: u16, is_udp: bool) -> String {
    format!(", host port {port}{}", if is_udp { " (UDP)" } else { "" })
}

/// On an instance.
pub fn port_taken(port: u16) -> String {
    format!("Port {port} taken")
}

/// On an instance.
pub fn enis(used: u32, limit: u32) -> String {
    format!("Interfaces {used} of {limit}")
}

/// On an instance.
pub fn tasks_here(names: &[String]) -> String {
    if names.is_empty() { "No tasks".to_owned() } else { names.join(" ") }
}

/// On the button.
pub fn start_review(n: usize) -> String {
    match n {
        0 => "Nothing to review".to_owned(),
        1 => "Review 1 skill".to_owned(),
        n => format!("Review {n} skills"),
    }
}

/// Beside the button.
pub const fn due(n: usize, is_new: bool) -> &'static str {
    match (n, is_new) {
        (0, true) => "Nothing yet: practice first.",
        (0, false) => "Nothing is due today.",
        (_, _) => "Due now.",
    }
}

/// "10 questions".
pub fn questions(n: u32) -> String {
    format!("{n} questions")
}

/// On the page of a shared test.
pub fn invited(n: u32) -> String {
    format!("{n} questions, the same for everyone with this link. Feedback comes at the end.")
}

/// The name of a button.
pub fn practice_area(title: &str) -> String {
    format!("Practice: {title}")
}

/// How well a skill is known.
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NotStarted => "Not started",
        Standing::Learning => "Learning",
        Standing::Due => "Due",
        Standing::Mastered => "Mastered today",
        Standing::Kept => "Kept",
    }
}

/// "2 of 5 mastered".
pub fn mastered_of(n: usize, of: usize) -> String {
    format!("{n} of {of} mastered")
}

/// A round that was left.
pub fn under_way(mode: Mode, at: usize, n: usize) -> String {
    let name = match mode {
        Mode::Practice => "practice round",
        Mode::Review => "review",
        Mode::Test => "test",
    };
    format!("Your {name} is at question {} of {n}.", at + 1)
}

/// "7 of 10".
pub fn of(n: u32, of: u32) -> String {
    format!("{n} of {of}")
}

/// When the missed skills are asked again.
pub fn to_see_again(days: Option<u64>) -> String {
    match days {
        None => "skills to see again".to_owned(),
        Some(0 | 1) => "skills to see again, first tomorrow".to_owned(),
        Some(days) => format!("skills to see again, first in {days} days"),
    }
}

/// "5 right, 1 wrong".
pub fn right_and_wrong(right: u32, wrong: u32) -> String {
    format!("{right} right, {wrong} wrong")
}

/// The heading of the results: what is known and what needs another pass.
pub fn verdict_of(results: &Results) -> String {
    let weak: Vec<&str> = results.by_area.iter().filter(|it| it.1 < it.2).map(|it| it.0.as_str()).collect();
    let strong: Vec<&str> =
        results.by_area.iter().filter(|it| it.1 == it.2).map(|it| it.0.as_str()).collect();
    match (&strong[..], &weak[..]) {
        ([], []) => "Nothing was asked.".to_owned(),
        (_, []) => "All right, in every area.".to_owned(),
        ([], [one]) => format!("{one} needs one more pass."),
        ([], [first, ..]) => format!("Some of it holds. Begin the next pass with {first}."),
        ([known, ..], [one]) => format!("You know {known}. {one} needs one more pass."),
        ([known, ..], [first, ..]) => format!("You know {known}. Begin the next pass with {first}."),
    }
}

/// The name of a button.
pub fn open(index: u32) -> String {
    format!("Open question {index}")
}

/// On the button.
pub fn practice_missed(n: usize) -> String {
    if n == 1 { "Practice the one I missed".to_owned() } else { format!("Practice the {n} I missed") }
}

/// Why the browser keeps nothing.
pub const fn not_kept(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Blocked => {
            "This browser does not let the page keep your progress: it is gone after a reload. Copy it under “Your data”."
        }
        Refusal::Full => {
            "The storage of this browser is full: your progress is gone after a reload. Copy it under “Your data”."
        }
    }
}

/// An error as a sentence of its own.
pub fn sentence(error: &str) -> String {
    let mut letters = error.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase());
    let end = if error.ends_with('.') { "" } else { "." };
    first.into_iter().chain(letters).chain(end.chars()).collect()
}
