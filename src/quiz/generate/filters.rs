//! "Which instances are left after this step": the resource checks, and the expressions of constraints.

use super::board::{Board, definition, run, with_host_port};
use super::{Draft, Malrule};
use crate::ecs::PlacementConstraint;
use crate::ecs::query::{Comparison, Expr, Ordering, Pattern, Test};
use crate::quiz::setting::placement;
use crate::quiz::{Ask, Choice, Draws, Setting, text};
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, RunTask, Stage, Switch, World, explain,
};
use crate::sorted::SortedSet;

/// The instances that came further than a stage.
fn beyond(world: &World, run: &RunTask, stage: Stage) -> SortedSet<ContainerInstanceId> {
    let reports = placement(world, run).map(|it| it.instances).unwrap_or_default();
    reports.iter().filter(|it| it.stage > stage).map(|it| it.container_instance).collect()
}

/// One choice an instance, and one for none of them; each instance with its reason.
fn choices(
    setting: &Setting,
    right: &SortedSet<ContainerInstanceId>,
    wrong: &[(&str, SortedSet<ContainerInstanceId>)],
    why: impl Fn(ContainerInstanceId, bool) -> String,
) -> Option<Ask> {
    let distinct: SortedSet<_> = wrong.iter().map(|(_, set)| set).filter(|set| *set != right).collect();
    if right.is_empty() || right.len() == setting.world.container_instances.len() || distinct.len() < 2 {
        return None;
    }
    let instances = setting.world.container_instances.values().map(|instance| {
        let is_right = right.contains(&instance.id);
        let idea = wrong.iter().find(|(_, set)| set.contains(&instance.id)).map_or("step-misread", |it| it.0);
        Choice {
            text: instance.name.clone(),
            why: why(instance.id, is_right),
            misconception: (!is_right).then(|| idea.to_owned()),
        }
    });
    let none = Choice {
        text: text::NONE_OF_THEM.to_owned(),
        why: text::SOME_PASS.to_owned(),
        misconception: Some("must-be-perfect".to_owned()),
    };
    Some(Ask::Multiple(instances.chain([none]).collect()))
}

/// Which instances have room and can be reached.
pub fn fit(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let port = draws.pick(&[80, 8080, 9090]);
    let web = board.definition(with_host_port(definition("web", 512, draws.pick(&[768, 1024])), port));
    let worker = board.definition(definition("worker", draws.pick(&[512, 768]), draws.pick(&[1024, 1536])));
    for zone in [0, 0, 1, 1, 2] {
        let id = board.instance(zone, 2048, 4096);
        for _ in 0..draws.below(4) {
            board.start(worker, id);
        }
        if draws.happens(1, 3) {
            board.start(web, id);
        }
        match draws.below(8) {
            0 => board.give(Command::SetContainerInstanceStatus(id, ContainerInstanceStatus::Draining)),
            1 => board.give(Command::SetAgent(id, Switch::Off)),
            _ => {}
        }
    }
    let setting = Setting { world: board.world, run: run(web, 1, vec![]) };
    let (world, request) = (&setting.world, &setting.run);
    let right = beyond(world, request, Stage::Fit);
    let ignored = [Malrule::IgnorePorts, Malrule::IgnoreState, Malrule::IgnoreMemory, Malrule::IgnoreCpu];
    // Without a strategy all that fit are equally good, so the best are the ones that the wrong check lets pass.
    let wrong: Vec<_> =
        ignored.iter().map(|it| (it.id(), it.best(world, request).into_iter().collect())).collect();
    let placement = placement(world, request)?;
    let why = |id: ContainerInstanceId, is_right: bool| {
        let report = placement.instances.iter().find(|it| it.container_instance == id);
        match report {
            Some(report) if !is_right => explain::instance_reason(world, &placement, report),
            Some(_) | None => text::room_left(world, id),
        }
    };
    let ask = choices(&setting, &right, &wrong, why)?;
    let question = text::fit_question(port);
    Some(Draft { question, ask, rule: text::FIT_RULE.to_owned(), setting: Some(setting) })
}

/// An expression as the question writes it, what it says, and what it is taken for by whom.
struct Expression {
    text: String,
    says: Expr,
    wrong: [(&'static str, Expr); 2],
}

/// Made of what they say, so that the quiz carries no parser.
fn expression(draws: &mut Draws) -> Expression {
    let (zone, other) = draws.pick(&[("us-east-1a", "us-east-1b"), ("us-east-1b", "us-east-1c")]);
    let stack = draws.pick(&["prod", "test"]);
    let attribute = |name: &str, test: Test| Expr::Compare(Comparison::Attribute(name.to_owned(), test));
    let is = |value: &str| Test::Is(Ordering::Equals, value.to_owned());
    let of_type = |test: Test| attribute("ecs.instance-type", test);
    let of_zone = |test: Test| attribute("ecs.availability-zone", test);
    let zones = || vec![zone.to_owned(), other.to_owned()];
    let equal = attribute("stack", is(stack));
    let in_zone = of_zone(is(zone));
    let (says, wrong) = match draws.below(5) {
        0 => (
            attribute("stack", Test::Is(Ordering::NotEquals, stack.to_owned())),
            [
                ("missing-is-different", Expr::Not(Box::new(equal))),
                ("value-ignored", attribute("stack", Test::Exists)),
            ],
        ),
        1 => (
            of_type(Test::Matches(Pattern::beginning("m5"))),
            [
                ("pattern-as-prefix", of_type(Test::Matches(Pattern::beginning("m5.l")))),
                ("pattern-as-name", of_type(is("m5.large"))),
            ],
        ),
        2 => {
            let text = format!("({equal}) and ({in_zone})");
            let parts = vec![equal.clone(), in_zone];
            let wrong = [("and-as-or", Expr::Or(parts.clone())), ("first-part-only", equal)];
            return Expression { text, says: Expr::And(parts), wrong };
        }
        3 => {
            let works = || Expr::Compare(Comparison::TaskGroup(is("family:worker")));
            let is_empty = Expr::Compare(Comparison::RunningTasksCount(Ordering::Equals, 0));
            let wrong = [("affinity-reversed", works()), ("empty-instances-only", is_empty)];
            (Expr::Not(Box::new(works())), wrong)
        }
        _ => (
            of_zone(Test::In(zones())),
            [("in-as-first-value", in_zone), ("in-as-not-in", of_zone(Test::NotIn(zones())))],
        ),
    };
    Expression { text: says.to_string(), says, wrong }
}

/// Which instances an expression matches.
pub fn member_of(draws: &mut Draws) -> Option<Draft> {
    let mut board = Board::new(3);
    let web = board.definition(definition("web", 256, 256));
    let worker = board.definition(definition("worker", 256, 256));
    for zone in [0, 0, 1, 1, 2] {
        let instance_type = draws.pick(&["t3.small", "m5.large", "m5.xlarge", "c5.large"]);
        let attributes = draws.pick(&[&[][..], &[("stack", "prod")][..], &[("stack", "test")][..]]);
        let id = board.instance_with(zone, 2048, 4096, instance_type, attributes);
        match draws.below(3) {
            0 => board.start(worker, id),
            1 => board.start(web, id),
            _ => {}
        }
    }
    let Expression { text: expression, says, wrong } = expression(draws);
    let with = |says: Expr| {
        let mut request = run(web, 1, vec![]);
        request.placement_constraints = vec![PlacementConstraint::MemberOf(says.into())];
        request
    };
    let setting = Setting { world: board.world, run: with(says) };
    let right = beyond(&setting.world, &setting.run, Stage::Rule);
    let wrong = wrong.map(|(id, it)| (id, beyond(&setting.world, &with(it), Stage::Rule)));
    let ask = choices(&setting, &right, &wrong, |id, _| text::facts_of(&setting.world, id))?;
    let question = text::member_of_question(&expression);
    Some(Draft { question, ask, rule: text::MEMBER_OF_RULE.to_owned(), setting: Some(setting) })
}

#[cfg(test)]
mod tests {
    use super::expression;
    use crate::ecs::query::Expr;
    use crate::quiz::Draws;

    #[test]
    fn an_expression_says_what_the_question_writes() {
        for seed in 0..200 {
            let it = expression(&mut Draws::new(seed));
            assert_eq!(Expr::parse(&it.text), Ok(it.says), "{}", it.text);
        }
    }
}
