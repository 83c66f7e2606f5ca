//! Whatever stands after the `#` of an address: it is refused with its sentence, or it is written again as the same
//! text and its board is made within the limits. Nothing of that may panic or take long.

#![no_main]

use bayplan::share::link::{
    Link, LinkError, MAX_CHARACTERS, SandboxLink,
    v1::{LinkBoard, MAX_CONTAINER_INSTANCES, MAX_DECISIONS},
};

/// Decisions that one command may add to a board within the limits: every task finds another place.
const LAST_COMMAND: usize = 3 * MAX_DECISIONS;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Link::from_fragment(&text) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(link) => {
            assert_eq!(link.to_fragment().trim_start_matches('#'), text.trim_start_matches('#'));
            if let Link::Sandbox(link) = &link {
                board(link);
            }
        }
    }
    // Random bytes hardly ever have the right checksum, so they are read as a body too.
    if let Ok(body) = postcard::from_bytes::<LinkBoard>(bytes) {
        let link = SandboxLink { model_version: 1, board: body };
        let fragment = Link::Sandbox(link.clone()).to_fragment();
        if fragment.len() <= MAX_CHARACTERS {
            assert_eq!(Link::from_fragment(&fragment).as_ref(), Ok(&Link::Sandbox(link.clone())));
            board(&link);
        }
    }
});

fn board(link: &SandboxLink) {
    match link.to_simulation() {
        Err(error @ (LinkError::Invalid { .. } | LinkError::TooMuch { .. })) => assert!(!error.to_string().is_empty()),
        Err(error) => panic!("a link that was read says {error:?}"),
        Ok(simulation) => {
            assert!(simulation.log().len() <= MAX_DECISIONS + LAST_COMMAND);
            assert!(simulation.world().container_instances.len() <= MAX_CONTAINER_INSTANCES);
            let _ = link.shows_the_same(&simulation);
        }
    }
}
