//! An order in the words of a saved board, packed: the tree of its JSON in preorder, each node one small number.
//!
//! The lower three bits say what a node is, the others how many parts it has, which number it is, or where its text stands:
//! among the [`WORDS`], which never travel, or in the table of the link, squeezed or not. What is read is walked without
//! recursion deeper than [`MAX_DEPTH`], since anybody can write a link.

use serde_json::{Map, Number, Value};

use super::squeezed::{squeeze, unsqueeze};
use super::strings::{Reader, Writer};
use super::words::WORDS;

const LITERAL: u32 = 0;
const NUMBER: u32 = 1;
const WORD: u32 = 2;
const TEXT: u32 = 3;
const LIST: u32 = 4;
const MAP: u32 = 5;
const SQUEEZED: u32 = 6;

const KIND_BITS: u32 = 3;
const KIND: u32 = (1 << KIND_BITS) - 1;

/// Deeper than any order is.
const MAX_DEPTH: usize = 16;

/// Bytes that the texts of one order have together at most: one text of the table can be named many times.
const MAX_TEXT: usize = 256 * 1_024;

/// The nodes of a value; nothing when it holds a number that has no place in them.
pub(super) fn pack(value: &Value, strings: &mut Writer) -> Option<Vec<u32>> {
    let mut nodes = vec![];
    push(value, strings, &mut nodes)?;
    Some(nodes)
}

fn node(kind: u32, payload: u64) -> Option<u32> {
    let payload = u32::try_from(payload).ok()?;
    (payload <= u32::MAX >> KIND_BITS).then_some(payload << KIND_BITS | kind)
}

fn push(value: &Value, strings: &mut Writer, nodes: &mut Vec<u32>) -> Option<()> {
    match value {
        Value::Null => nodes.push(node(LITERAL, 0)?),
        Value::Bool(value) => nodes.push(node(LITERAL, if *value { 2 } else { 1 })?),
        Value::Number(number) => nodes.push(node(NUMBER, number.as_u64()?)?),
        Value::String(text) => nodes.push(text_node(text, strings)?),
        Value::Array(values) => {
            nodes.push(node(LIST, values.len() as u64)?);
            for value in values {
                push(value, strings, nodes)?;
            }
        }
        Value::Object(map) => {
            nodes.push(node(MAP, map.len() as u64)?);
            for (key, value) in map {
                nodes.push(text_node(key, strings)?);
                push(value, strings, nodes)?;
            }
        }
    }
    Some(())
}

fn text_node(text: &str, strings: &mut Writer) -> Option<u32> {
    if let Some(at) = WORDS.iter().position(|it| *it == text) {
        return node(WORD, at as u64);
    }
    match squeeze(text) {
        Some(squeezed) => node(SQUEEZED, strings.number(&squeezed).into()),
        None => node(TEXT, strings.number(text).into()),
    }
}

/// Whether one of the nodes is a text that travels.
pub(super) fn brings_text(nodes: &[u32]) -> bool {
    nodes.iter().any(|it| matches!(it & KIND, TEXT | SQUEEZED))
}

/// The value of some nodes.
pub(super) fn unpack(nodes: &[u32], strings: &Reader<'_>) -> Result<Value, String> {
    let mut reading = Reading { nodes, strings, room: MAX_TEXT };
    let value = reading.value(0)?;
    if reading.nodes.is_empty() { Ok(value) } else { Err("it has more parts than it says".to_owned()) }
}

/// What is left of the nodes.
struct Reading<'a> {
    nodes: &'a [u32],
    strings: &'a Reader<'a>,
    room: usize,
}

impl Reading<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > MAX_DEPTH {
            return Err("its parts lie too deep".to_owned());
        }
        let (kind, payload) = self.node()?;
        Ok(match kind {
            LITERAL => match payload {
                0 => Value::Null,
                1 => Value::Bool(false),
                2 => Value::Bool(true),
                _ => return Err("it has an unknown literal".to_owned()),
            },
            NUMBER => Value::Number(Number::from(payload)),
            LIST => Value::Array((0..payload).map(|_| self.value(depth + 1)).collect::<Result<_, _>>()?),
            MAP => {
                let mut map = Map::new();
                for _ in 0..payload {
                    let (kind, payload) = self.node()?;
                    let key = self.text(kind, payload)?;
                    map.insert(key, self.value(depth + 1)?);
                }
                Value::Object(map)
            }
            _ => Value::String(self.text(kind, payload)?),
        })
    }

    fn node(&mut self) -> Result<(u32, u32), String> {
        let (first, rest) = self.nodes.split_first().ok_or("a part of it is missing")?;
        self.nodes = rest;
        Ok((first & KIND, first >> KIND_BITS))
    }

    fn text(&mut self, kind: u32, payload: u32) -> Result<String, String> {
        let text = match kind {
            WORD => {
                let word = usize::try_from(payload).ok().and_then(|it| WORDS.get(it));
                word.map(|it| (*it).to_owned()).ok_or_else(|| format!("it has no word {payload}"))?
            }
            TEXT => self.strings.text(payload)?,
            SQUEEZED => unsqueeze(&self.strings.text(payload)?),
            _ => return Err("a part of it should be a text".to_owned()),
        };
        self.room = self.room.checked_sub(text.len()).ok_or("its texts are too long")?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_packed_is_unpacked_and_words_do_not_travel() {
        let value = json!({
            "changeNetwork": {"natGateway": {"state": "OFF", "zone": 2}},
            "more": [null, true, false, 0, 4_000, "zwölf", {"mine": "two\nlines \u{1}"}],
        });
        let mut writer = Writer::default();
        let nodes = pack(&value, &mut writer).unwrap();
        let own = writer.finish();
        assert_eq!(own, ["more", "zwölf", "mine", "two\nlines \u{1}"]);
        assert_eq!(unpack(&nodes, &Reader(&own)), Ok(value));
    }

    #[test]
    fn numbers_that_have_no_place_are_left_to_json() {
        let pack = |value: &Value| pack(value, &mut Writer::default());
        assert_eq!(pack(&json!(u32::MAX >> 3)).map(|it| it.len()), Some(1));
        for value in [json!(u32::MAX), json!(-1), json!(0.5), json!([{"a": u64::MAX}])] {
            assert_eq!(pack(&value), None, "{value}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_however_deep_it_lies() {
        let deep = vec![1 << KIND_BITS | LIST; 10_000];
        let long = [!KIND | LIST];
        for nodes in [&deep[..], &long, &[], &[0, 0], &[24], &[7], &[!KIND | WORD], &[8 | MAP, 9, 9]] {
            assert!(unpack(nodes, &Reader(&[])).is_err(), "{nodes:?}");
        }
    }
}
