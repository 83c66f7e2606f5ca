//! Whatever is given to the script `place`: it is refused with one line, or it is answered, and no task is placed where two
//! answers to the same input differ.

#![no_main]

#[path = "../../../examples/place/answer.rs"]
mod answer;
#[path = "../../../examples/place/asked.rs"]
mod asked;
#[path = "../../../examples/place/capacity.rs"]
mod capacity;
#[path = "../../../examples/place/cluster.rs"]
mod cluster;
#[path = "../../../examples/place/fields.rs"]
mod fields;
#[path = "../../../examples/place/input.rs"]
mod input;
#[path = "../../../examples/place/network.rs"]
mod network;
#[path = "../../../examples/place/overrides.rs"]
mod overrides;
#[path = "../../../examples/place/reading.rs"]
mod reading;
#[path = "../../../examples/place/refusal.rs"]
mod refusal;
#[path = "../../../examples/place/remaining.rs"]
mod remaining;
#[path = "../../../examples/place/request.rs"]
mod request;
#[path = "../../../examples/place/update.rs"]
mod update;
#[path = "../../../examples/place/words.rs"]
mod words;

/// Tasks that a service is to have at most.
const MOST_TASKS: u32 = 200;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let input = match input::Input::read(&text) {
        Ok(input) => input,
        Err(problem) => return assert!(!problem.is_empty()),
    };
    let services = [&input.create_service, &input.update_service];
    if services.into_iter().flatten().any(|it| it.desired_count.is_some_and(|it| it > MOST_TASKS)) {
        return;
    }
    match request::answered(&input) {
        Err(problem) => assert!(!problem.is_empty()),
        Ok(answer) => {
            let again = request::answered(&input).map(|it| it.to_json());
            assert_eq!(again, Ok(answer.to_json()));
        }
    }
});
