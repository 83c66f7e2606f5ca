//! Looking at a picture more closely, and taking it along: a chunk, because most visits do neither.
//!
//! A picture that is larger than its place scrolls in it: fingers, wheels, scroll bars and the focus move it
//! as they move everything else that scrolls, and at its rim the page goes on.
//! Start reading at [`Viewing`].

mod download;
mod gestures;
mod resolved;
mod scale;

use super::zoom::{Picture, Wish};
use crate::ui::on_demand::soon;
pub use scale::{follow_size, make_readable};

/// What a picture can do once its learner comes near.
pub struct Viewing {
    /// From now on the picture follows wheel, fingers and mouse.
    pub watch: fn(Picture),
    /// Does what a button or a key asks for.
    pub grant: fn(Picture, Wish),
}

impl Viewing {
    /// All of it.
    pub const ALL: Self = Self { watch: gestures::watch, grant };
}

fn grant(picture: Picture, wish: Wish) {
    match wish {
        Wish::Nearer => scale::step(picture, scale::nearer),
        Wish::Farther => scale::step(picture, scale::farther),
        Wish::Whole => scale::whole(picture),
        Wish::Svg => download::svg(picture),
        Wish::Png => soon(download::png(picture)),
    }
}
