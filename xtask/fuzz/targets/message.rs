//! Whatever a page around a frame sends: before hello nothing but hello is heard, afterwards each message is heard,
//! refused in a word, or not ours. Nothing of that may panic.

#![no_main]

use bayplan::share::message::{Gate, Heard, Received, Request};

const HOST: &str = "https://school.example";
const HELLO: &str = r#"{"ns": "bayplan", "v": 1, "id": 1, "type": "hello"}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let from = |origin, is_from_parent| Received { origin, is_from_parent, text: &text };
    let mut closed = Gate::new(None);
    match closed.receive(from(HOST, true)) {
        Heard::Nothing => assert_eq!(closed.pinned(), None),
        Heard::Request { request, .. } => assert_eq!(request, Request::Hello {}),
        Heard::Refused { .. } => panic!("nobody is answered before hello"),
    }
    let mut open = Gate::new(None);
    open.receive(Received { origin: HOST, is_from_parent: true, text: HELLO });
    if let Heard::Refused { code, .. } = open.receive(from(HOST, true)) {
        assert!(["version", "type", "payload"].contains(&code));
    }
    assert_eq!(open.receive(from("https://other.example", true)), Heard::Nothing);
    assert_eq!(open.receive(from(HOST, false)), Heard::Nothing);
    assert_eq!(open.pinned(), Some(HOST));
});
