//! Boards that come and go by link: whose board is on the page, and how the address follows it.
//!
//! A board that came by a link is never saved over the learner's own: it lives in the address until the learner takes it.

use leptos::prelude::*;

use crate::share::link::{looks_like_link, scenario_from_fragment};
use crate::sim::Simulation;
use crate::ui::on_demand::soon;
use crate::ui::signal::{RwSignal, StoredValue};
use crate::ui::{address, clipboard, frame, storage};

use super::keyboard::focus_soon;
use super::link::{Links, Opened};
use super::{Desk, Orders, saved, text};

/// The id of the note about a link.
pub const NOTE: &str = "link-note";

/// What the page says about the link that it was opened by.
#[derive(Clone, Debug)]
pub enum LinkNote {
    /// The board came by a link.
    Opened {
        /// See [`Opened::made_by_other`].
        made_by_other: Option<u32>,
    },
    /// The learner took it; their own board, as it was saved, can come back.
    Taken {
        /// Nothing when no board was saved.
        own: Option<String>,
    },
    /// Another tab saved the learner's board while something was not saved here.
    Elsewhere,
    /// The link leads to no board.
    Broken {
        /// Why.
        why: String,
        /// The link as it is.
        link: String,
    },
}

/// What the desk keeps about links.
pub struct Sharing {
    /// What is said about a link.
    pub note: RwSignal<Option<LinkNote>>,
    /// A link that the learner must copy by hand.
    pub by_hand: RwSignal<String>,
    /// Whether the dialog to copy by hand is open.
    pub is_by_hand: RwSignal<bool>,
    /// Whether the board is not the learner's own.
    is_foreign: StoredValue<bool>,
    is_in_address: StoredValue<bool>,
    /// What is saved, as far as this tab knows.
    seen: StoredValue<Option<String>>,
}

impl Sharing {
    /// The learner's own board, not shared yet.
    pub fn new() -> Self {
        Self {
            note: RwSignal::new(None),
            by_hand: RwSignal::new(String::new()),
            is_by_hand: RwSignal::new(false),
            is_foreign: StoredValue::new(false),
            is_in_address: StoredValue::new(false),
            seen: StoredValue::new(saved::text()),
        }
    }

    /// Whether the board is the learner's own, so that it is saved.
    pub fn is_own(&self) -> bool {
        !self.is_foreign.get_value()
    }

    /// Keeps in mind what is saved now.
    pub fn has_seen(&self, saved: Option<String>) {
        self.seen.set_value(saved);
    }

    /// Whether another tab has saved the learner's board as this one does not know it.
    pub fn is_news(&self) -> bool {
        self.is_own() && self.seen.with_value(|it| *it != saved::text())
    }
}

impl Desk {
    /// Opens the link that the page was opened by, if it was, and every later one; else the scenario that the page is for.
    pub fn open_links(self, scenario: Option<String>) {
        self.sharing.is_in_address.set_value(address::is_frame());
        request_animation_frame(frame::lock);
        let open = move || {
            let fragment = address::fragment();
            if looks_like_link(&fragment) {
                self.open_link(fragment);
                return true;
            }
            let scenario = scenario_from_fragment(&fragment).map(|it| self.arrive_at_scenario(it.to_owned()));
            scenario.is_some()
        };
        if open() {
            // The address says which board it is.
        } else if let Some(name) = scenario {
            self.arrive_at_scenario(name);
        } else if address::is_frame()
            && let Some(seed) = address::parameter("seed").and_then(|it| it.parse().ok())
        {
            self.sharing.is_foreign.set_value(true);
            self.order(move |orders| (orders.open)(self.session, (orders.first_board)(seed), 0));
        }
        address::on_change(move || {
            open();
        });
        self.follow_other_tabs();
    }

    fn follow_other_tabs(self) {
        storage::on_change(saved::KEY, move || {
            if self.sharing.is_news() {
                self.take_news();
            }
        });
    }

    /// Shows what another tab made of the learner's board, as soon as it is saved there. Time that is played here, or the
    /// past that is looked at, stays as it is, beside that.
    pub fn take_news(self) {
        if self.playing.is_on.get_untracked() || self.session.is_in_past() {
            // Before the pause, which saves what is the learner's own.
            self.sharing.is_foreign.set_value(true);
            self.pause();
            self.sharing.note.set(Some(LinkNote::Elsewhere));
            return;
        }
        // What is typed here is saved with the board of the other tab, not over it.
        let was_typing = self.save_timer.with_value(Option::is_some);
        self.save_timer.set_value(None);
        soon(async move {
            let Ok(links) = (self.chunks.links)().await else { return };
            // What is saved when it is opened, not before: an order here may have come between.
            self.order(move |orders| {
                let saved = saved::text();
                self.sharing.has_seen(saved.clone());
                let Some(board) = saved.and_then(|it| (links.restore)(it).board) else { return };
                let is_known = |it: &Simulation| (links.are_same)(it, &board.simulation);
                if !self.session.simulation.with_untracked(is_known) {
                    (orders.open)(self.session, *board.simulation, 0);
                    self.session.status.set(text::FROM_OTHER_TAB.to_owned());
                }
                if was_typing {
                    self.save();
                }
            });
        });
    }

    fn open_link(self, fragment: String) {
        soon(async move {
            let opened = match (self.chunks.links)().await {
                Ok(links) => (links.open)(&fragment).map(|it| (links, it)).map_err(|it| it.to_string()),
                Err(_) => Err(text::PART_IS_MISSING.to_owned()),
            };
            match opened {
                Ok((links, opened)) => self.order(move |orders| self.show_opened(orders, links, opened)),
                Err(why) => {
                    let link = address::with_fragment(&fragment);
                    self.session.say(text::broken_link(&why));
                    self.sharing.note.set(Some(LinkNote::Broken { why, link }));
                }
            }
        });
    }

    fn show_opened(self, orders: &Orders, links: &Links, opened: Opened) {
        let Opened { simulation, made_by_other } = opened;
        self.sharing.is_in_address.set_value(true);
        let is_mine = self.session.simulation.with_untracked(|it| (links.are_same)(it, &simulation));
        if is_mine {
            return;
        }
        self.scenarios.end();
        self.show_beside(orders, simulation, 0);
        self.session.say(text::opened(made_by_other));
        self.sharing.note.set(Some(LinkNote::Opened { made_by_other }));
    }

    /// Shows a board beside the learner's own, which stays as it was saved. So many of its commands are not taken back.
    pub fn show_beside(self, orders: &Orders, simulation: Simulation, n_began_with: usize) {
        self.pause();
        self.listed.set(None);
        self.sharing.is_foreign.set_value(true);
        (orders.open)(self.session, simulation, n_began_with);
    }

    /// Puts a link to the board as it stands into the clipboard, and into the address.
    pub fn copy_link(self) {
        soon(async move {
            let Ok(links) = (self.chunks.links)().await else {
                self.session.say(text::PART_IS_MISSING.to_owned());
                return;
            };
            let fragment = match self.session.simulation.with_untracked(links.fragment) {
                Ok(fragment) => fragment,
                Err(why) => return self.session.say(text::no_link(&why.to_string())),
            };
            let link = address::with_fragment(&fragment);
            self.sharing.is_in_address.set_value(true);
            address::follow(fragment);
            if clipboard::copy(&link).await {
                self.session.say(text::LINK_COPIED.to_owned());
            } else {
                self.sharing.by_hand.set(link);
                self.sharing.is_by_hand.set(true);
            }
        });
    }

    /// Makes the board that came by a link the learner's own.
    pub fn take_board(self) {
        let own = saved::text();
        self.sharing.is_foreign.set_value(false);
        self.sharing.note.set(Some(LinkNote::Taken { own }));
        self.save();
        self.session.say(text::BOARD_TAKEN.to_owned());
        focus_soon(NOTE.to_owned());
    }

    /// Takes that back: the learner's own board is saved again, and the one of the link is shown.
    pub fn give_board_back(self, own: Option<&str>) {
        saved::put_back(own);
        self.sharing.has_seen(saved::text());
        self.sharing.is_foreign.set_value(true);
        self.sharing.note.set(Some(LinkNote::Opened { made_by_other: None }));
        self.session.say(text::OWN_BOARD_KEPT.to_owned());
        focus_soon(NOTE.to_owned());
    }

    /// Lets the address name the board as it is now, when it named it before.
    pub fn follow_in_address(self) {
        if !self.sharing.is_in_address.get_value() {
            return;
        }
        soon(async move {
            if let Ok(links) = (self.chunks.links)().await
                && let Ok(fragment) = self.session.simulation.with_untracked(links.fragment)
            {
                address::follow(fragment);
            }
        });
    }
}
