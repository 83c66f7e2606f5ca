//! Whatever a learner types as an expression: it is read or its mistake gets its sentences, what is read is printed
//! and read again as the same, and it is answered for an instance. Nothing of that may panic or take long.

#![no_main]

use bayplan::ecs::{
    query::{Expr, Facts, Timestamp, Version, parse_query},
    text,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match parse_query(&text) {
        Err(error) => {
            assert!(error.position as usize <= text.chars().count());
            let _ = (text::query_problem(&error.kind), text::query_fix(&error.kind));
        }
        Ok(query) => {
            for advice in &query.advice {
                let _ = text::query_advice(advice.kind);
            }
            let printed = query.expr.to_string();
            // Printing adds brackets and quotes, so that a text near the limit may print as one beyond it.
            if printed.chars().count() <= 2000 {
                assert_eq!(Expr::parse(&printed).as_ref(), Ok(&query.expr), "{printed}");
            }
            let _ = (query.expr.is_fixed(), query.expr.holds_for(&Instance));
        }
    }
});

struct Instance;

impl Facts for Instance {
    fn attribute(&self, name: &str) -> Option<&str> {
        (name != "missing").then_some("t3.small")
    }
    fn ec2_instance_id(&self) -> Option<&str> {
        Some("i-0123456789abcdef0")
    }
    fn agent_version(&self) -> Option<Version> {
        Version::parse("1.105.1")
    }
    fn is_agent_connected(&self) -> bool {
        true
    }
    fn registered_at(&self) -> Timestamp {
        Timestamp(1_529_360_908)
    }
    fn running_tasks_count(&self) -> u32 {
        2
    }
    fn has_task_group(&self, passes: &dyn Fn(&str) -> bool) -> bool {
        ["service:web", "family:worker"].into_iter().any(passes)
    }
}
