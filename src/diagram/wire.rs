//! How a scene travels to a page: as the bytes that postcard writes.
//!
//! They are read field by field, in the order in which `scene.rs` declares them; what serde derives for reading them does
//! the same in four times as many bytes of WebAssembly.

use super::{
    Edge, EdgeKind, Explain, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Owner, Scene, Side, State,
    StateChange, Step, TaskLetter,
};
use crate::diagram::list::nth;

/// The bytes of a scene; of its explanations only whether there are any.
///
/// # Panics
/// Never: postcard fails only on types whose length is not known before they are written.
#[must_use]
pub fn bytes_from_scene(scene: &Scene) -> Vec<u8> {
    postcard::to_allocvec(scene).expect("a scene serialises because it is plain data")
}

/// Reads what [`bytes_from_scene`] wrote; nothing when the bytes are of something else.
#[must_use]
pub fn scene_from_bytes(bytes: &[u8]) -> Option<Scene> {
    let mut it = Reader { rest: bytes, is_damaged: false };
    let scene = Scene {
        id: it.text(),
        title: it.text(),
        description: it.text(),
        flow: it.flow(),
        groups: it.list(group),
        nodes: it.list(node),
        edges: it.list(edge),
        steps: it.list(step),
    };
    (!it.is_damaged).then_some(scene)
}

fn group(it: &mut Reader<'_>) -> Group {
    Group {
        id: it.text(),
        parent: it.option(Reader::text),
        kind: it.one_of(&GroupKind::ALL),
        label: it.text(),
        second: it.text(),
        short: it.text(),
        owner: it.option(Reader::owner),
        state: it.state(),
        flow: it.flow(),
        lane: it.option(Reader::lane),
        order: it.option(Reader::signed),
        starts_row: it.flag(),
        explain: it.explain(),
    }
}

fn node(it: &mut Reader<'_>) -> Node {
    Node {
        id: it.text(),
        parent: it.option(Reader::text),
        kind: it.one_of(&NodeKind::ALL),
        label: it.text(),
        second: it.text(),
        short: it.text(),
        icon: it.option(|it| it.one_of(Icon::ALL)),
        letter: it.option(|it| it.one_of(&TaskLetter::ALL)),
        number: it.option(|it| u16::try_from(it.number()).unwrap_or_default()),
        lines: it.list(Reader::text),
        owner: it.option(Reader::owner),
        state: it.state(),
        lane: it.option(Reader::lane),
        order: it.option(Reader::signed),
        starts_row: it.flag(),
        explain: it.explain(),
    }
}

fn edge(it: &mut Reader<'_>) -> Edge {
    Edge {
        id: it.text(),
        from: it.text(),
        to: it.text(),
        kind: it.one_of(&EdgeKind::ALL),
        label: it.text(),
        meaning: it.text(),
        state: it.state(),
        status: String::new(),
        side: it.option(|it| it.one_of(&[Side::Left, Side::Right])),
        solo: it.flag(),
    }
}

fn step(it: &mut Reader<'_>) -> Step {
    Step {
        says: it.text(),
        highlight: it.list(Reader::text),
        appear: it.list(Reader::text),
        states: it.list(|it| StateChange { id: it.text(), state: it.state() }),
    }
}

/// Takes values from the front. After damage all that is left is read as 0.
struct Reader<'a> {
    rest: &'a [u8],
    is_damaged: bool,
}

impl Reader<'_> {
    fn byte(&mut self) -> u32 {
        let Some((&byte, rest)) = self.rest.split_first() else {
            self.is_damaged = true;
            return 0;
        };
        self.rest = rest;
        byte.into()
    }

    /// Seven bits in each byte, the lowest first; the last byte is below 128.
    fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= (byte & 127) << (shift & 31);
            if byte < 128 {
                return number;
            }
            shift += 7;
        }
    }

    /// A length; none is longer than what is left.
    fn length(&mut self) -> usize {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        self.is_damaged |= length > self.rest.len();
        length.min(self.rest.len())
    }

    /// Byte by byte: what the library does to check many at once would be half a kilobyte of a page's module.
    fn text(&mut self) -> String {
        let length = self.length();
        let left = self.rest.len() - length;
        let mut text = String::new();
        while self.rest.len() > left {
            text.push(self.character());
        }
        // The last character may claim more bytes than the text has.
        self.is_damaged |= self.rest.len() < left;
        text
    }

    /// UTF-8: the first byte begins with as many ones as there are bytes, if there are more; each of those has six bits.
    fn character(&mut self) -> char {
        let first = self.byte();
        let n_bytes = (first << 24).leading_ones();
        let mut code = first & (127 >> n_bytes);
        for _ in 1..n_bytes {
            code = code << 6 | self.byte() & 63;
        }
        let character = char::from_u32(code);
        self.is_damaged |= character.is_none();
        character.unwrap_or_default()
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> T) -> Vec<T> {
        let length = self.length();
        (0..length).map(|_| read(self)).collect()
    }

    fn flag(&mut self) -> bool {
        self.number() == 1
    }

    fn option<T>(&mut self, read: impl Fn(&mut Self) -> T) -> Option<T> {
        if self.flag() { Some(read(self)) } else { None }
    }

    fn signed(&mut self) -> i32 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    /// One of a few, by its place among all of them.
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = usize::try_from(self.number()).unwrap_or(usize::MAX);
        self.is_damaged |= at >= all.len();
        *nth(all, if at < all.len() { at } else { 0 })
    }

    fn flow(&mut self) -> Flow {
        self.one_of(&[Flow::Auto, Flow::Row, Flow::Column])
    }

    fn owner(&mut self) -> Owner {
        self.one_of(&[Owner::You, Owner::Aws])
    }

    fn state(&mut self) -> State {
        self.one_of(&State::ALL)
    }

    fn lane(&mut self) -> Lane {
        self.one_of(&Lane::ALL)
    }

    fn explain(&mut self) -> Option<Explain> {
        self.option(|_| Explain::default())
    }
}

/// A scene inside of what serde writes and reads otherwise, such as the props of an island.
pub mod as_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::{Scene, bytes_from_scene, scene_from_bytes};

    /// Writes the bytes of a scene.
    ///
    /// # Errors
    /// What the serializer says.
    pub fn serialize<S: Serializer>(scene: &Scene, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&bytes_from_scene(scene))
    }

    /// Reads them.
    ///
    /// # Errors
    /// What the deserializer says; or the bytes are not those of a scene.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scene, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        scene_from_bytes(bytes).ok_or_else(|| D::Error::custom("these are not the bytes of a scene"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field of every kind of part holds something.
    const FULL: &str = r#"
        id = "x"
        title = "“X”"
        description = "All of it."
        flow = "column"
        [[groups]]
        id = "c"
        in = "r"
        kind = "taskbox"
        label = "Cluster"
        second = "shop"
        short = "C"
        owner = "aws"
        state = "missing"
        flow = "row"
        lane = "service"
        order = -300
        starts-row = true
        explain = true
        [[groups]]
        id = "r"
        kind = "region"
        label = "Region"
        [[nodes]]
        id = "a"
        in = "c"
        kind = "slot"
        label = "web"
        second = "starts"
        short = "w"
        icon = "warning"
        letter = "h"
        number = 300
        lines = ["1 vCPU", "2 GB"]
        owner = "you"
        state = "going"
        lane = "role"
        order = 7
        starts-row = true
        explain = true
        [[nodes]]
        id = "b"
        [[edges]]
        id = "ab"
        from = "a"
        to = "b"
        kind = "unused"
        label = "calls"
        meaning = "start command"
        state = "denied"
        side = "right"
        [[edges]]
        id = "ba"
        from = "b"
        to = "a"
        solo = true
        [[steps]]
        says = "B joins."
        highlight = ["a"]
        appear = ["b", "ab"]
        states = [{ id = "b", state = "offline" }]
        "#;

    fn scenes() -> Vec<Scene> {
        let mut scenes: Vec<Scene> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenes"))
            .unwrap()
            .map(|file| toml::from_str(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap())
            .collect();
        scenes.push(toml::from_str(FULL).unwrap());
        scenes
    }

    #[test]
    fn a_scene_is_read_as_serde_reads_it() {
        for scene in scenes() {
            let bytes = bytes_from_scene(&scene);
            let read = scene_from_bytes(&bytes);
            assert!(read.is_some(), "{}", scene.title);
            assert_eq!(read, postcard::from_bytes(&bytes).ok());
        }
    }

    #[test]
    fn of_half_a_scene_there_is_nothing() {
        let bytes = bytes_from_scene(&toml::from_str(FULL).unwrap());
        for length in 0..bytes.len() {
            assert_eq!(scene_from_bytes(&bytes[..length]), None);
        }
    }

    #[test]
    fn a_text_whose_last_character_is_cut_is_told() {
        let bytes = bytes_from_scene(&Scene { id: "Ä".to_owned(), ..Scene::default() });
        let [length, rest @ ..] = &bytes[..] else { panic!("the id comes first") };
        let cut = [&[length - 1], rest].concat();
        assert!(scene_from_bytes(&bytes).is_some());
        assert_eq!(scene_from_bytes(&cut), None);
    }

    #[test]
    fn damaged_bytes_cause_no_panic() {
        let bytes = bytes_from_scene(&toml::from_str(FULL).unwrap());
        for at in 0..bytes.len() {
            for byte in [0, 1, 127, 128, 255] {
                let mut damaged = bytes.clone();
                damaged[at] = byte;
                let _ = scene_from_bytes(&damaged);
            }
        }
    }
}
