//! The checks that AWS makes when a task definition is registered, all at once, plus what can never be placed.
//!
//! Each rule stands in [`Rule`] with its source; the sentences are in [`super::text`]. This never reads JSON and never
//! looks at a cluster. Start reading at [`check`].

mod container;
mod dependencies;
mod fargate;
mod ports;
mod sizes;
mod volumes;

use super::query::QueryErrorKind;
use super::{
    Compatibility, ContainerDefinition, Finding, NetworkMode, PlacementConstraint, Reading, Rule,
    SyntaxError, TaskDefinition, read_task_definition,
};
use crate::sorted::SortedMap;

/// Nobody mends more than this at once.
const MAX_FINDINGS: usize = 200;

/// Reads and checks a text: everything that is wrong with it, for everything it claims to be compatible with, and for
/// `target` if one is given.
///
/// # Errors
/// When the text is not JSON.
pub fn validate(text: &str, target: Option<Compatibility>) -> Result<Reading, SyntaxError> {
    let mut reading = read_task_definition(text)?;
    let is_readable = !reading.findings.iter().any(|it| matches!(it.rule, Rule::NotATaskDefinition { .. }));
    if is_readable {
        let unread: Vec<String> =
            reading.findings.iter().filter(|it| it.is_error()).map(|it| it.field.clone()).collect();
        let hides = |finding: &Finding| !unread.iter().any(|field| is_within(&finding.field, field));
        reading.findings.extend(check(&reading.task_definition, target).into_iter().filter(hides));
    }
    Ok(reading)
}

/// What could not be read was reported once; what follows from its absence is not worth a second finding.
fn is_within(field: &str, unread: &str) -> bool {
    let is_below = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
    field.strip_prefix(unread).is_some_and(is_below) || unread.strip_prefix(field).is_some_and(is_below)
}

/// Everything that is wrong with a task definition. Warnings come with the errors.
///
/// It is checked against each of its `requiresCompatibilities`, as AWS does, and against `target`; with neither, as
/// for EC2.
#[must_use]
pub fn check(task_definition: &TaskDefinition, target: Option<Compatibility>) -> Vec<Finding> {
    let mut checker = Checker {
        targets: targets(task_definition, target),
        by_name: SortedMap::new(),
        task_definition,
        findings: vec![],
    };
    checker.whole(target);
    sizes::check(&mut checker);
    dependencies::check(&mut checker);
    ports::check(&mut checker);
    volumes::check(&mut checker);
    fargate::check(&mut checker);
    for (index, container) in task_definition.container_definitions.iter().enumerate() {
        if checker.findings.len() >= MAX_FINDINGS {
            break;
        }
        container::check(&mut checker, index, container);
    }
    let mut findings = checker.findings;
    if findings.len() > MAX_FINDINGS {
        findings.truncate(MAX_FINDINGS);
        findings.push(Finding::warning("", Rule::More));
    }
    findings
}

/// Everything that the task definition could run on (`compatibilities`), by these checks.
#[must_use]
pub fn compatibilities(task_definition: &TaskDefinition) -> Vec<Compatibility> {
    let unbound = TaskDefinition { requires_compatibilities: vec![], ..task_definition.clone() };
    Compatibility::NAMES
        .into_iter()
        .map(|(_, compatibility)| compatibility)
        .filter(|&it| !check(&unbound, Some(it)).iter().any(Finding::is_error))
        .collect()
}

fn targets(task_definition: &TaskDefinition, target: Option<Compatibility>) -> Vec<Compatibility> {
    let mut targets = task_definition.requires_compatibilities.clone();
    targets.extend(target);
    if targets.is_empty() {
        targets.push(Compatibility::Ec2);
    }
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// What every check needs.
struct Checker<'a> {
    task_definition: &'a TaskDefinition,
    /// At least one.
    targets: Vec<Compatibility>,
    by_name: SortedMap<&'a str, &'a ContainerDefinition>,
    findings: Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn error(&mut self, field: impl Into<String>, rule: Rule) {
        self.findings.push(Finding::error(field, rule));
    }

    fn warning(&mut self, field: impl Into<String>, rule: Rule) {
        self.findings.push(Finding::warning(field, rule));
    }

    fn is_for(&self, compatibility: Compatibility) -> bool {
        self.targets.contains(&compatibility)
    }

    /// Whether it must be able to run on instances that the learner can see.
    fn is_for_instances(&self) -> bool {
        self.targets.iter().any(|it| *it != Compatibility::Fargate)
    }

    /// On Fargate anything but `awsvpc` is an error of its own; the rest is then checked as for `awsvpc`.
    fn network_mode(&self) -> NetworkMode {
        if self.is_for(Compatibility::Fargate) {
            NetworkMode::Awsvpc
        } else {
            self.task_definition.effective_network_mode()
        }
    }

    /// One error for each target where the parameter is not valid.
    fn not_on(&mut self, is_given: bool, field: &str, targets: &[Compatibility]) {
        if !is_given {
            return;
        }
        for &on in targets.iter().filter(|it| self.targets.contains(it)) {
            self.findings.push(Finding::error(field, Rule::NotOn { on }));
        }
    }

    fn whole(&mut self, target: Option<Compatibility>) {
        let task_definition: &'a TaskDefinition = self.task_definition;
        if let Some(target) = target
            && !task_definition.requires_compatibilities.is_empty()
            && !task_definition.requires(target)
        {
            self.error("requiresCompatibilities", Rule::NotCompatible { target });
        }
        if !is_name(&task_definition.family) {
            self.error("family", Rule::BadName);
        }
        if task_definition.container_definitions.is_empty() {
            self.error("containerDefinitions", Rule::NoContainers);
        } else if !task_definition.container_definitions.iter().any(|container| container.essential) {
            self.error("containerDefinitions", Rule::NoEssentialContainer);
        }
        for (index, container) in task_definition.container_definitions.iter().enumerate() {
            let is_new = self.by_name.insert(&container.name, container).is_none();
            if !is_new && !container.name.is_empty() {
                let rule = Rule::DuplicateName { name: container.name.clone() };
                self.error(format!("containerDefinitions[{index}].name"), rule);
            }
        }
        self.constraints(&task_definition.placement_constraints);
    }

    fn constraints(&mut self, constraints: &[PlacementConstraint]) {
        self.not_on(!constraints.is_empty(), "placementConstraints", &[Compatibility::Fargate]);
        if constraints.len() > 10 {
            self.error("placementConstraints", Rule::TooManyConstraints);
        }
        for (index, constraint) in constraints.iter().take(10).enumerate() {
            let field = format!("placementConstraints[{index}]");
            match constraint {
                PlacementConstraint::DistinctInstance => {
                    self.error(format!("{field}.type"), Rule::DistinctInstanceHere);
                }
                PlacementConstraint::MemberOf(expression) => match expression.expr() {
                    Ok(_) => {}
                    Err(error) if error.kind == QueryErrorKind::TooLong => {
                        self.error(format!("{field}.expression"), Rule::ExpressionTooLong);
                    }
                    Err(error) => {
                        let rule = Rule::BadExpression { error: error.clone() };
                        self.error(format!("{field}.expression"), rule);
                    }
                },
            }
        }
    }
}

/// "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."
fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
}
