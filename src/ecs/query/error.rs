//! What can be wrong with an expression, as data. The sentences are in [`crate::ecs::text`].

use super::parse::Input;
use winnow::error::ParserError;
use winnow::stream::Location;

/// Where and how an expression is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("character {position}: {kind:?}")]
pub struct QueryError {
    /// From 0, in characters: where the caret belongs.
    pub position: u32,
    /// The mistake.
    pub kind: QueryErrorKind,
}

/// Mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// Nothing there.
    Empty,
    /// More than 2,000 characters.
    TooLong,
    /// Too many brackets or negations within each other.
    TooDeep,
    /// A comparison should start here.
    NoSubject {
        /// What is there instead; empty at the end.
        found: String,
        /// What was probably meant.
        suggestion: Option<&'static str>,
    },
    /// `attribute:` without a name, or with characters that no name has.
    BadAttributeName,
    /// An operator should stand here.
    NoOperator {
        /// What is there instead; empty at the end.
        found: String,
        /// What was probably meant.
        suggestion: Option<&'static str>,
    },
    /// `=` alone.
    BareEquals,
    /// This subject does not know this operator.
    OperatorNotForSubject {
        /// The subject.
        subject: Subject,
        /// The operator.
        operator: Operator,
    },
    /// A value should stand here.
    NoValue,
    /// A value in brackets or with a bracket inside.
    BracketInComparison,
    /// `"value"`.
    DoubleQuotes,
    /// `'value` without its end.
    UnclosedQuote,
    /// `in` without `[`.
    NoList,
    /// `[a, b` without its end.
    UnclosedList,
    /// `[]`.
    EmptyList,
    /// A list after an operator that takes one value.
    ListNotExpected,
    /// `(` without `)`.
    UnclosedBracket,
    /// `)` without `(`.
    BracketNotOpened,
    /// Something follows a complete comparison.
    NoConnective {
        /// What.
        found: String,
    },
    /// `agentVersion` wants a version.
    NotAVersion,
    /// `registeredAt` wants a time.
    NotATime,
    /// `runningTasksCount` wants a number.
    NotANumber,
    /// `agentConnected` wants true or false.
    NotTrueOrFalse,
    /// A regular expression with a part that the model does not have.
    PatternNotSupported {
        /// Such as `(?=`.
        part: &'static str,
    },
    /// Not a regular expression.
    BadPattern,
}

/// The subjects of comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// `agentConnected`
    AgentConnected,
    /// `agentVersion`
    AgentVersion,
    /// `attribute:NAME`
    Attribute,
    /// `ec2InstanceId`
    Ec2InstanceId,
    /// `registeredAt`
    RegisteredAt,
    /// `runningTasksCount`
    RunningTasksCount,
    /// `task:group`
    TaskGroup,
}

impl Subject {
    /// Each with its spelling.
    pub(super) const NAMES: [(&'static str, Self); 7] = [
        ("agentConnected", Self::AgentConnected),
        ("agentVersion", Self::AgentVersion),
        ("attribute:", Self::Attribute),
        ("ec2InstanceId", Self::Ec2InstanceId),
        ("registeredAt", Self::RegisteredAt),
        ("runningTasksCount", Self::RunningTasksCount),
        ("task:group", Self::TaskGroup),
    ];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        crate::ecs::task_definition::name_of(&Self::NAMES, self)
    }
}

/// The operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// `==`, `!=`, `>`, `>=`, `<` or `<=`.
    Compare(super::Ordering),
    /// `exists`
    Exists,
    /// `!exists`
    NotExists,
    /// `in`
    In,
    /// `!in`
    NotIn,
    /// `=~`
    Matches,
    /// `!~`
    NotMatches,
}

impl Operator {
    /// The short spelling.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Compare(ordering) => ordering.symbol(),
            Self::Exists => "exists",
            Self::NotExists => "!exists",
            Self::In => "in",
            Self::NotIn => "!in",
            Self::Matches => "=~",
            Self::NotMatches => "!~",
        }
    }
}

/// Something that is allowed, but probably not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// From 0, in characters.
    pub position: u32,
    /// What.
    pub kind: AdviceKind,
}

/// What is probably not meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceKind {
    /// `==` with `*`: no attribute value has an asterisk.
    PatternWithEquals,
    /// `or` beside `and` without brackets: AWS does not document which binds first.
    MixedWithoutBrackets,
    /// A combination that AWS does not document.
    Undocumented,
}

impl QueryError {
    /// The position is in bytes until the whole parse ends.
    pub(super) fn at(position: usize, kind: QueryErrorKind) -> Self {
        Self { position: u32::try_from(position).unwrap_or(u32::MAX), kind }
    }
}

impl ParserError<Input<'_>> for QueryError {
    type Inner = Self;

    fn from_input(input: &Input<'_>) -> Self {
        Self::at(input.current_token_start(), QueryErrorKind::NoValue)
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}
