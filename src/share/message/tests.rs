#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use std::{env, fs, path::Path};

use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Gate, Heard, MAX_BYTES, Notice, Received, Request, Storage, Theme};

const HOST: &str = "https://school.example";

fn from<'a>(origin: &'a str, text: &'a str) -> Received<'a> {
    Received { origin, is_from_parent: true, text }
}

fn message(id: u64, kind: &str, payload: Value) -> String {
    json!({ "ns": "bayplan", "v": 1, "id": id, "type": kind, "payload": payload }).to_string()
}

fn open_gate() -> Gate {
    let mut gate = Gate::default();
    let heard = gate.receive(from(HOST, &message(1, "hello", json!({}))));
    assert_eq!(heard, Heard::Request { id: 1, request: Request::Hello {} });
    gate
}

#[test]
fn nobody_is_heard_before_hello_and_only_its_origin_after() {
    let mut gate = Gate::default();
    let ask = message(2, "getState", json!({}));
    assert_eq!(gate.receive(from(HOST, &ask)), Heard::Nothing);
    assert_eq!(gate.pinned(), None);
    let mut gate = open_gate();
    assert_eq!(gate.pinned(), Some(HOST));
    assert_eq!(gate.receive(from(HOST, &ask)), Heard::Request { id: 2, request: Request::GetState {} });
    for other in ["https://evil.example", "null", "", "https://school.example.evil.example"] {
        assert_eq!(gate.receive(from(other, &ask)), Heard::Nothing);
        assert_eq!(gate.receive(from(other, &message(3, "hello", json!({})))), Heard::Nothing);
    }
    let from_elsewhere = Received { is_from_parent: false, ..from(HOST, &ask) };
    assert_eq!(gate.receive(from_elsewhere), Heard::Nothing);
    assert_eq!(gate.pinned(), Some(HOST));
}

#[test]
fn an_address_may_name_the_only_origin_that_is_heard() {
    let hello = message(1, "hello", json!({}));
    let mut gate = Gate::new(Some(HOST.to_owned()));
    assert_eq!(gate.receive(from("https://evil.example", &hello)), Heard::Nothing);
    assert_eq!(gate.pinned(), None);
    assert_ne!(gate.receive(from(HOST, &hello)), Heard::Nothing);
}

#[test]
fn every_request_is_read_and_what_is_wrong_is_refused_in_a_word() {
    let heard = |text: &str| open_gate().receive(from(HOST, text));
    let request = |kind, payload| match heard(&message(7, kind, payload)) {
        Heard::Request { id: 7, request } => request,
        other => panic!("{other:?}"),
    };
    assert_eq!(request("hello", json!({})), Request::Hello {});
    assert_eq!(request("goto", json!({ "step": 3 })), Request::Goto { step: 3 });
    assert_eq!(
        request("setState", json!({ "fragment": "#step-3" })),
        Request::SetState { fragment: "#step-3".into() }
    );
    assert_eq!(
        request("config", json!({ "theme": "dark", "later": 1 })),
        Request::Config { theme: Some(Theme::Dark), motion: None },
        "a field of a later release is not in the way"
    );
    let refused = |code| Heard::Refused { id: 7, code };
    assert_eq!(heard(&message(7, "fly", json!({}))), refused("type"));
    assert_eq!(heard(&message(7, "goto", json!({ "step": -1 }))), refused("payload"));
    assert_eq!(heard(&message(7, "goto", json!("three"))), refused("payload"));
    assert_eq!(heard(r#"{"ns": "bayplan", "v": 2, "id": 7, "type": "hello"}"#), refused("version"));
    for not_ours in
        ["", "null", "[]", "{}", r#"{"ns": "other", "v": 1, "id": 7}"#, r#"{"ns": "bayplan", "v": 1}"#]
    {
        assert_eq!(heard(not_ours), Heard::Nothing, "{not_ours}");
    }
    let long = message(7, "setState", json!({ "fragment": "x".repeat(MAX_BYTES) }));
    assert_eq!(heard(&long), Heard::Nothing);
}

#[test]
fn what_is_said_is_plain_json() {
    let said = [
        Notice::Ready {
            kind: "lesson".into(),
            lesson: "ec2-and-fargate".into(),
            understands: vec!["hello".into()],
            storage: Storage::Local,
        },
        Notice::Resize { height: 640 },
        Notice::Completed { scaled: None, passed: None },
        Notice::Nack { id: 7, code: "type".into() },
    ];
    let said: Vec<String> = (1..).zip(&said).map(|(id, it)| it.to_text(id)).collect();
    expect![[r#"
        {"ns":"bayplan","v":1,"id":1,"type":"ready","payload":{"kind":"lesson","lesson":"ec2-and-fargate","understands":["hello"],"storage":"local"}}
        {"ns":"bayplan","v":1,"id":2,"type":"resize","payload":{"height":640}}
        {"ns":"bayplan","v":1,"id":3,"type":"completed","payload":{"scaled":null,"passed":null}}
        {"ns":"bayplan","v":1,"id":4,"type":"nack","payload":{"id":7,"code":"type"}}"#]].assert_eq(&said.join("\n"));
}

proptest! {
    #[test]
    fn nothing_breaks_the_gate(text in ".{0,200}", origin in "[a-z:/.]{0,20}", is_from_parent in any::<bool>()) {
        let mut gate = open_gate();
        let heard = gate.receive(Received { origin: &origin, is_from_parent, text: &text });
        prop_assert_eq!(heard, Heard::Nothing);
        prop_assert_eq!(gate.pinned(), Some(HOST));
    }
}

fn schemas() -> Value {
    json!({ "request": schemars::schema_for!(Request), "notice": schemars::schema_for!(Notice) })
}

/// What version 1 promises. A release may add to it: run with `UPDATE_EXPECT=1`, and the additions are written.
#[test]
fn the_protocol_only_ever_grows() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/messages-v1.json");
    let present = schemas();
    let promised = fs::read_to_string(&file).map_or(Value::Null, |it| serde_json::from_str(&it).unwrap());
    let mut missing = vec![];
    lost("", &promised, &present, &mut missing);
    assert!(missing.is_empty(), "messages of version 1 lost or changed:\n{}", missing.join("\n"));
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, serde_json::to_string_pretty(&present).unwrap() + "\n").unwrap();
    } else {
        assert_eq!(promised, present, "the protocol grew: UPDATE_EXPECT=1 writes what it promises now");
    }
}

/// What the promised schema has and the present one lacks. A field that becomes required breaks whoever leaves it out.
fn lost(path: &str, promised: &Value, present: &Value, missing: &mut Vec<String>) {
    match (promised, present) {
        (Value::Object(promised), Value::Object(present)) => {
            for (name, part) in promised {
                match present.get(name) {
                    Some(other) => lost(&format!("{path}/{name}"), part, other, missing),
                    None if name == "description" => {}
                    None => missing.push(format!("{path}/{name}")),
                }
            }
        }
        (Value::Array(promised), Value::Array(present)) => {
            let is_required = path.ends_with("/required");
            if is_required && promised.len() != present.len() {
                missing.push(format!("{path}: what is required changed"));
            }
            for part in promised {
                let is_there = |it: &Value| {
                    let mut inside = vec![];
                    lost(path, part, it, &mut inside);
                    inside.is_empty()
                };
                if !present.iter().any(is_there) {
                    missing.push(format!("{path}: {part}"));
                }
            }
        }
        (Value::Null, _) if path.is_empty() => {}
        _ if path.ends_with("/description") => {}
        (promised, present) if promised == present => {}
        (promised, present) => missing.push(format!("{path}: {promised} became {present}")),
    }
}

#[test]
fn taking_a_message_or_a_field_away_is_noticed_and_adding_is_not() {
    let promised = schemas();
    let lost_by = |change: &dyn Fn(&mut Value)| {
        let mut present = promised.clone();
        change(&mut present);
        let mut missing = vec![];
        lost("", &promised, &present, &mut missing);
        missing.len()
    };
    let first = |it: &mut Value| it["request"]["oneOf"].as_array_mut().unwrap().remove(0);
    assert!(lost_by(&|it| drop(first(it))) > 0);
    assert_eq!(
        lost_by(&|it| it["request"]["oneOf"].as_array_mut().unwrap().push(json!({ "type": "new" }))),
        0
    );
    assert_eq!(lost_by(&|it| it["notice"]["oneOf"][0]["properties"]["more"] = json!({})), 0);
    assert!(lost_by(&|it| it["notice"]["oneOf"][0]["required"] = json!(["type", "payload", "more"])) > 0);
    assert!(
        lost_by(&|it| it["notice"]["oneOf"][1]["properties"]["payload"] = json!({ "type": "string" })) > 0
    );
}
