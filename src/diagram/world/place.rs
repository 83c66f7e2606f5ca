//! A place for a task on a host: what stands there, and the lines that it has.

use super::super::{Edge, Node, NodeKind, State, TaskLetter, text};
use super::relation::Relation;
use super::seats::Seat;
use super::standing::Standing;
use super::{Drawer, is_fargate, line, seat_id, task_id};
use crate::sim::explain::task_status;
use crate::sim::life::TaskStatus;
use crate::sim::{Switch, Task, TaskPlace};

impl Drawer<'_> {
    /// One place with what stands there, and the lines that a task there has. The group around it is named as it is in
    /// the picture of all, and as it is in this one.
    pub(super) fn push_seat(&mut self, at: usize, [of_all, group]: [&str; 2], host: TaskPlace, seat: Seat) {
        let place = &*seat_id(of_all, at);
        let of_all = Node {
            id: place.to_owned(),
            parent: Some(of_all.to_owned()),
            starts_row: at.is_multiple_of(2),
            kind: NodeKind::Task,
            label: self.widest.clone(),
            second: self.longest_status().to_owned(),
            letter: Some(TaskLetter::A),
            number: Some(99),
            ..Node::default()
        };
        let task = match seat {
            Seat::Of(task) => self.world.tasks.get(&task),
            Seat::Free | Seat::More(_) => None,
        };
        let node = match (seat, task) {
            (Seat::More(n), _) => Some(Node {
                id: place.to_owned(),
                parent: Some(group.to_owned()),
                kind: NodeKind::Flat,
                label: text::more(n),
                second: text::MORE.to_owned(),
                lines: self.seats.without_place(self.world, host).map(|it| self.words_for(it)).collect(),
                ..Node::default()
            }),
            (_, Some(task)) => Some(self.task(task, group)),
            (_, None) => None,
        };
        self.node_in(of_all, node);
        if !self.has_lines {
            return;
        }
        let relations = std::mem::take(&mut self.relations[usize::from(is_fargate(host))]);
        for relation in &relations {
            let standing = task.and_then(|task| relation.standing(self.world, &self.calls, task));
            let of_task = task.zip(standing).map(|(task, Standing { state, status })| Edge {
                state,
                status,
                ..line_of(relation, &task_id(task))
            });
            self.edge_in(line_of(relation, place), of_task);
        }
        self.relations[usize::from(is_fargate(host))] = relations;
    }

    /// The longest word for how far a task is that tasks of this world may come to. Where no time passes they run at once.
    fn longest_status(&self) -> &'static str {
        match self.world.clock {
            Switch::Off => "",
            Switch::On => task_status(TaskStatus::Deprovisioning),
        }
    }

    /// A task that is not drawn.
    fn words_for(&self, task: &Task) -> String {
        let task = self.task(task, "");
        let status = if task.second.is_empty() { task_status(TaskStatus::Running) } else { &task.second };
        let mut words = Node { second: String::new(), ..task.clone() }.spoken();
        text::add(&mut words, status);
        words
    }

    fn task(&self, task: &Task, parent: &str) -> Node {
        let known = self.world.task_definition(task.task_definition);
        let (state, second) = match task.life.last_status {
            TaskStatus::Running => (State::Normal, ""),
            status @ (TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating) => {
                (State::Coming, task_status(status))
            }
            status @ (TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning
            | TaskStatus::Stopped) => (State::Going, task_status(status)),
        };
        Node {
            id: task_id(task),
            parent: Some(parent.to_owned()),
            kind: NodeKind::Task,
            label: known.map_or_else(String::new, |it| it.task_definition.family.clone()),
            second: second.to_owned(),
            letter: known
                .and_then(|it| TaskLetter::ALL.get(usize::from(it.letter)).copied())
                .or(Some(TaskLetter::A)),
            number: Some(u16::try_from(task.number).unwrap_or(u16::MAX)),
            state,
            ..Node::default()
        }
    }
}

fn line_of(relation: &Relation, task: &str) -> Edge {
    let peer = relation.peer();
    let (from, to) = if relation.leads_to_task() { (&*peer, task) } else { (task, &*peer) };
    let edge = line(from, to, relation.kind(), relation.meaning());
    // A role can be both of a task.
    Edge { id: [&edge.id, "-", relation.meaning()].concat(), ..edge }
}
