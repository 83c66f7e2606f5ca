//! What a page does once WebAssembly runs: islands that turn values into elements and gestures into commands.
//!
//! Every page is whole without this module: the site writes each island as a still picture of itself, and
//! [`mount`] puts the living version in its place without moving the layout. No rule about ECS lives here, and
//! each kind of browser access sits in one file that is named after it: `storage`, `clock`, `media`, `live`,
//! `address`, `clipboard`, `messages`.
//! Start reading at [`mount`], then at the island you came for.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod course;
pub mod crash;
pub mod decimal;
pub mod dots;
pub mod frame;
pub mod icon;
pub mod live;
pub mod media;
pub mod messages;
pub mod mount;
pub mod on_demand;
pub mod part;
pub mod picture;
pub mod prediction;
pub mod progress;
pub mod props;
pub mod qr_code;
pub mod quiz;
pub mod report;
pub mod sandbox;
pub mod session;
pub mod signal;
pub mod stage;
pub mod storage;

pub use mount::{Island, mount};
