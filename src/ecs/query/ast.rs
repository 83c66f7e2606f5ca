//! Expressions as a tree, and their canonical spelling.

use std::fmt::{Display, Formatter, Result};

use super::{Pattern, Timestamp, Version};

/// An expression: true or false for each container instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// One of them holds; at least two.
    Or(Vec<Expr>),
    /// All of them hold; at least two.
    And(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// One comparison.
    Compare(Comparison),
}

/// A subject and what must be true of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `agentConnected`: `true` or `false`.
    AgentConnected(Test),
    /// `agentVersion`.
    AgentVersion(Ordering, Version),
    /// `attribute:NAME`.
    Attribute(String, Test),
    /// `ec2InstanceId`.
    Ec2InstanceId(Test),
    /// `registeredAt`.
    RegisteredAt(Ordering, Timestamp),
    /// `runningTasksCount`.
    RunningTasksCount(Ordering, u32),
    /// `task:group`.
    TaskGroup(Test),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ordering {
    /// `==`
    Equals,
    /// `!=`
    NotEquals,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// What can be asked of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// `exists`: it has a value.
    Exists,
    /// `!exists`: it has none.
    NotExists,
    /// Compared with one value.
    Is(Ordering, String),
    /// `in`: one of these.
    In(Vec<String>),
    /// `!in`: none of these.
    NotIn(Vec<String>),
    /// `=~`: the pattern matches the whole value.
    Matches(Pattern),
    /// `!~`: the pattern does not match the whole value.
    NotMatches(Pattern),
}

impl Expr {
    /// Whether only what never changes while an instance lives decides it: attributes, identifiers, the agent's
    /// version, the time of registration. Otherwise tasks or the agent's connection can change it.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.iter().all(Self::is_fixed),
            Self::Not(inner) => inner.is_fixed(),
            Self::Compare(comparison) => match comparison {
                Comparison::AgentVersion(..)
                | Comparison::Attribute(..)
                | Comparison::Ec2InstanceId(_)
                | Comparison::RegisteredAt(..) => true,
                Comparison::AgentConnected(_)
                | Comparison::RunningTasksCount(..)
                | Comparison::TaskGroup(_) => false,
            },
        }
    }
}

impl Ordering {
    /// The short spelling.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equals => "==",
            Self::NotEquals => "!=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Or(parts) => join(f, parts, " or "),
            Self::And(parts) => join(f, parts, " and "),
            Self::Not(inner) => write!(f, "not({inner})"),
            Self::Compare(comparison) => comparison.fmt(f),
        }
    }
}

/// Parts that are themselves lists get brackets, so that nobody has to know which word binds first.
fn join(f: &mut Formatter<'_>, parts: &[Expr], word: &str) -> Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(word)?;
        }
        match part {
            Expr::Or(_) | Expr::And(_) => write!(f, "({part})")?,
            Expr::Not(_) | Expr::Compare(_) => part.fmt(f)?,
        }
    }
    Ok(())
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::AgentConnected(test) => write!(f, "agentConnected {test}"),
            Self::AgentVersion(ordering, version) => {
                write!(f, "agentVersion {} {version}", ordering.symbol())
            }
            Self::Attribute(name, test) => write!(f, "attribute:{name} {test}"),
            Self::Ec2InstanceId(test) => write!(f, "ec2InstanceId {test}"),
            Self::RegisteredAt(ordering, time) => write!(f, "registeredAt {} {time}", ordering.symbol()),
            Self::RunningTasksCount(ordering, count) => {
                write!(f, "runningTasksCount {} {count}", ordering.symbol())
            }
            Self::TaskGroup(test) => write!(f, "task:group {test}"),
        }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Exists => f.write_str("exists"),
            Self::NotExists => f.write_str("!exists"),
            Self::Is(ordering, value) => write!(f, "{} {}", ordering.symbol(), Value(value)),
            Self::In(values) => list(f, "in", values),
            Self::NotIn(values) => list(f, "!in", values),
            Self::Matches(pattern) => write!(f, "=~ {}", Value(pattern.source())),
            Self::NotMatches(pattern) => write!(f, "!~ {}", Value(pattern.source())),
        }
    }
}

fn list(f: &mut Formatter<'_>, word: &str, values: &[String]) -> Result {
    write!(f, "{word} [")?;
    for (index, value) in values.iter().enumerate() {
        write!(f, "{}{}", if index > 0 { ", " } else { "" }, Value(value))?;
    }
    f.write_str("]")
}

/// A value, in quotes where it would not be read as one bare word.
struct Value<'a>(&'a str);

impl Display for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if super::token::is_bare(self.0) { f.write_str(self.0) } else { write!(f, "'{}'", self.0) }
    }
}
