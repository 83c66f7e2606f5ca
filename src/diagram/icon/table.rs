// Generated from `assets/icons/*.svg`: after adding one, run `UPDATE_EXPECT=1 cargo test icon`.

use serde::{Deserialize, Serialize};

/// An icon of the diagrams or of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// `agent.svg`
    Agent,
    /// `alb.svg`
    Alb,
    /// `arrow.svg`
    Arrow,
    /// `az.svg`
    Az,
    /// `bolt.svg`
    Bolt,
    /// `book.svg`
    Book,
    /// `check.svg`
    Check,
    /// `chevron-down.svg`
    ChevronDown,
    /// `chevron-left.svg`
    ChevronLeft,
    /// `chevron-right.svg`
    ChevronRight,
    /// `clb.svg`
    Clb,
    /// `clock.svg`
    Clock,
    /// `cluster.svg`
    Cluster,
    /// `container.svg`
    Container,
    /// `cross.svg`
    Cross,
    /// `dice.svg`
    Dice,
    /// `dots.svg`
    Dots,
    /// `download.svg`
    Download,
    /// `dynamodb.svg`
    Dynamodb,
    /// `ec2.svg`
    Ec2,
    /// `ecr.svg`
    Ecr,
    /// `efs.svg`
    Efs,
    /// `eni.svg`
    Eni,
    /// `expand.svg`
    Expand,
    /// `fargate.svg`
    Fargate,
    /// `flag.svg`
    Flag,
    /// `flask.svg`
    Flask,
    /// `grip.svg`
    Grip,
    /// `info.svg`
    Info,
    /// `internet.svg`
    Internet,
    /// `key.svg`
    Key,
    /// `link.svg`
    Link,
    /// `list.svg`
    List,
    /// `logs.svg`
    Logs,
    /// `menu.svg`
    Menu,
    /// `minus.svg`
    Minus,
    /// `mount.svg`
    Mount,
    /// `nlb.svg`
    Nlb,
    /// `pause.svg`
    Pause,
    /// `play.svg`
    Play,
    /// `plus.svg`
    Plus,
    /// `quiz.svg`
    Quiz,
    /// `redo.svg`
    Redo,
    /// `region.svg`
    Region,
    /// `reset.svg`
    Reset,
    /// `role-execution.svg`
    RoleExecution,
    /// `role-instance.svg`
    RoleInstance,
    /// `role-task.svg`
    RoleTask,
    /// `s3.svg`
    S3,
    /// `secret.svg`
    Secret,
    /// `security-group.svg`
    SecurityGroup,
    /// `service.svg`
    Service,
    /// `step-back.svg`
    StepBack,
    /// `step-forward.svg`
    StepForward,
    /// `subnet.svg`
    Subnet,
    /// `target.svg`
    Target,
    /// `task.svg`
    Task,
    /// `theme.svg`
    Theme,
    /// `undo.svg`
    Undo,
    /// `users.svg`
    Users,
    /// `vpc.svg`
    Vpc,
    /// `warning.svg`
    Warning,
}

impl Icon {
    /// Every icon, by name.
    pub const ALL: &'static [Self] = &[
        Self::Agent,
        Self::Alb,
        Self::Arrow,
        Self::Az,
        Self::Bolt,
        Self::Book,
        Self::Check,
        Self::ChevronDown,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::Clb,
        Self::Clock,
        Self::Cluster,
        Self::Container,
        Self::Cross,
        Self::Dice,
        Self::Dots,
        Self::Download,
        Self::Dynamodb,
        Self::Ec2,
        Self::Ecr,
        Self::Efs,
        Self::Eni,
        Self::Expand,
        Self::Fargate,
        Self::Flag,
        Self::Flask,
        Self::Grip,
        Self::Info,
        Self::Internet,
        Self::Key,
        Self::Link,
        Self::List,
        Self::Logs,
        Self::Menu,
        Self::Minus,
        Self::Mount,
        Self::Nlb,
        Self::Pause,
        Self::Play,
        Self::Plus,
        Self::Quiz,
        Self::Redo,
        Self::Region,
        Self::Reset,
        Self::RoleExecution,
        Self::RoleInstance,
        Self::RoleTask,
        Self::S3,
        Self::Secret,
        Self::SecurityGroup,
        Self::Service,
        Self::StepBack,
        Self::StepForward,
        Self::Subnet,
        Self::Target,
        Self::Task,
        Self::Theme,
        Self::Undo,
        Self::Users,
        Self::Vpc,
        Self::Warning,
    ];

    /// The name in authored files, which is also the file's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Alb => "alb",
            Self::Arrow => "arrow",
            Self::Az => "az",
            Self::Bolt => "bolt",
            Self::Book => "book",
            Self::Check => "check",
            Self::ChevronDown => "chevron-down",
            Self::ChevronLeft => "chevron-left",
            Self::ChevronRight => "chevron-right",
            Self::Clb => "clb",
            Self::Clock => "clock",
            Self::Cluster => "cluster",
            Self::Container => "container",
            Self::Cross => "cross",
            Self::Dice => "dice",
            Self::Dots => "dots",
            Self::Download => "download",
            Self::Dynamodb => "dynamodb",
            Self::Ec2 => "ec2",
            Self::Ecr => "ecr",
            Self::Efs => "efs",
            Self::Eni => "eni",
            Self::Expand => "expand",
            Self::Fargate => "fargate",
            Self::Flag => "flag",
            Self::Flask => "flask",
            Self::Grip => "grip",
            Self::Info => "info",
            Self::Internet => "internet",
            Self::Key => "key",
            Self::Link => "link",
            Self::List => "list",
            Self::Logs => "logs",
            Self::Menu => "menu",
            Self::Minus => "minus",
            Self::Mount => "mount",
            Self::Nlb => "nlb",
            Self::Pause => "pause",
            Self::Play => "play",
            Self::Plus => "plus",
            Self::Quiz => "quiz",
            Self::Redo => "redo",
            Self::Region => "region",
            Self::Reset => "reset",
            Self::RoleExecution => "role-execution",
            Self::RoleInstance => "role-instance",
            Self::RoleTask => "role-task",
            Self::S3 => "s3",
            Self::Secret => "secret",
            Self::SecurityGroup => "security-group",
            Self::Service => "service",
            Self::StepBack => "step-back",
            Self::StepForward => "step-forward",
            Self::Subnet => "subnet",
            Self::Target => "target",
            Self::Task => "task",
            Self::Theme => "theme",
            Self::Undo => "undo",
            Self::Users => "users",
            Self::Vpc => "vpc",
            Self::Warning => "warning",
        }
    }

    /// What goes into `<svg viewBox="0 0 24 24">`: shapes without color, stroked by the style sheet.
    #[cfg(not(target_arch = "wasm32"))]
    pub const fn markup(self) -> &'static str {
        match self {
            Self::Agent => r#"<circle cx="12" cy="12" r="9"/><path d="M6 12.25h2.75L10.5 8l3 8 1.75-3.75H18"/>"#,
            Self::Alb => r#"<path d="M2.75 12h5.5M8.25 12c4.25 0 3-6.75 8.5-6.75M8.25 12h8.5M8.25 12c4.25 0 3 6.75 8.5 6.75"/><circle cx="19" cy="5.25" r="2"/><circle cx="19" cy="12" r="2"/><circle cx="19" cy="18.75" r="2"/>"#,
            Self::Arrow => r#"<path d="M4 12h16M14 6l6 6-6 6"/>"#,
            Self::Az => r#"<rect x="3" y="3" width="18" height="18" rx="3" stroke-dasharray="3 2.5"/><path d="M8.5 16.5v-7L12 7.25l3.5 2.25v7M7 16.5h10M12 12.5v4"/>"#,
            Self::Bolt => r#"<path d="M13.5 2.75L5 13.5h6l-1.5 7.75L19 10h-6z"/>"#,
            Self::Book => r#"<path d="M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14"/>"#,
            Self::Check => r#"<path d="M4.5 12.75l5 5 10-11"/>"#,
            Self::ChevronDown => r#"<path d="M5 9l7 7 7-7"/>"#,
            Self::ChevronLeft => r#"<path d="M15 5l-7 7 7 7"/>"#,
            Self::ChevronRight => r#"<path d="M9 5l7 7-7 7"/>"#,
            Self::Clb => r#"<circle cx="6" cy="12" r="3.25"/><path d="M9.25 12H13M16.25 6H13v12h3.25"/><circle cx="18.75" cy="6" r="2.25"/><circle cx="18.75" cy="18" r="2.25"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5.25l3.5 2"/>"#,
            Self::Cluster => r#"<rect x="2.75" y="2.75" width="18.5" height="18.5" rx="4" stroke-dasharray="3.2 2.6"/><rect x="7" y="7" width="3.75" height="3.75" rx="1"/><rect x="13.25" y="7" width="3.75" height="3.75" rx="1"/><rect x="7" y="13.25" width="3.75" height="3.75" rx="1"/><rect x="13.25" y="13.25" width="3.75" height="3.75" rx="1"/>"#,
            Self::Container => r#"<rect x="2.75" y="6.5" width="18.5" height="11" rx="1.75"/><path d="M6.75 9.75v4.5M10.25 9.75v4.5M13.75 9.75v4.5M17.25 9.75v4.5"/>"#,
            Self::Cross => r#"<path d="M6 6l12 12M18 6L6 18"/>"#,
            Self::Dice => r#"<rect x="3.5" y="3.5" width="17" height="17" rx="3.5"/><path d="M8.5 8.5v.1M15.5 8.5v.1M12 12v.1M8.5 15.5v.1M15.5 15.5v.1" stroke-width="2.6"/>"#,
            Self::Dots => r#"<path d="M6 12v.1M12 12v.1M18 12v.1" stroke-width="2.6"/>"#,
            Self::Download => r#"<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>"#,
            Self::Dynamodb => r#"<ellipse cx="12" cy="5.5" rx="7.75" ry="2.75"/><path d="M4.25 5.5v13c0 1.5 3.5 2.75 7.75 2.75s7.75-1.25 7.75-2.75v-13"/><path d="M13.25 9.75l-3.5 4.5h4.5l-3.5 4"/>"#,
            Self::Ec2 => r#"<rect x="6" y="6" width="12" height="12" rx="2.5"/><rect x="9.75" y="9.75" width="4.5" height="4.5" rx="1"/><path d="M9.5 3v3M14.5 3v3M9.5 18v3M14.5 18v3M3 9.5h3M3 14.5h3M18 9.5h3M18 14.5h3"/>"#,
            Self::Ecr => r#"<path d="M4.5 8.25L6.75 3.5h10.5l2.25 4.75v10.25a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2z"/><path d="M4.5 8.25h15M12 11.25v5.75M9.5 14.5L12 17l2.5-2.5"/>"#,
            Self::Efs => r#"<path d="M3 7.25a2 2 0 0 1 2-2h4.25l2 2.5H19a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><path d="M8 13.5h8M10 11.25L7.75 13.5 10 15.75M14 11.25l2.25 2.25L14 15.75"/>"#,
            Self::Eni => r#"<rect x="3.5" y="8" width="17" height="10" rx="2"/><path d="M7.5 18v2.5M12 18v2.5M16.5 18v2.5M8 12h3M8 8V5h8v3"/>"#,
            Self::Expand => r#"<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>"#,
            Self::Fargate => r#"<path d="M12 2.75l6.5 3.5v7L12 16.75l-6.5-3.5v-7z"/><path d="M5.5 6.25L12 9.75l6.5-3.5M12 9.75v7"/><path d="M3.5 20.75h3M10.5 20.75h3M17.5 20.75h3"/>"#,
            Self::Flag => r#"<path d="M5 21V4M5 4.5c5-2.5 8 2.5 14 0v9c-6 2.5-9-2.5-14 0"/>"#,
            Self::Flask => r#"<path d="M9.5 3h5M10.5 3v6.5L4.75 18.5A1.75 1.75 0 0 0 6.25 21h11.5a1.75 1.75 0 0 0 1.5-2.5L13.5 9.5V3M7.5 15h9"/>"#,
            Self::Grip => r#"<path d="M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1" stroke-width="2.6"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.2"/>"#,
            Self::Internet => r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c2.6 2.5 3.9 5.5 3.9 9s-1.3 6.5-3.9 9c-2.6-2.5-3.9-5.5-3.9-9S9.4 5.5 12 3z"/>"#,
            Self::Key => r#"<circle cx="8" cy="15" r="4.5"/><path d="M11.5 11.5L20 3M16 7l3 3"/>"#,
            Self::Link => r#"<path d="M10 14a4.25 4.25 0 0 0 6 0l3-3a4.25 4.25 0 0 0-6-6l-1 1M14 10a4.25 4.25 0 0 0-6 0l-3 3a4.25 4.25 0 0 0 6 6l1-1"/>"#,
            Self::List => r#"<path d="M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1"/>"#,
            Self::Logs => r#"<rect x="3.75" y="3" width="16.5" height="18" rx="2.5"/><path d="M7.5 7.5h9M7.5 11h5"/><path d="M7.25 16.25h2l1.5-2.75 2.25 4.5 1.5-1.75h2.25"/>"#,
            Self::Menu => r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
            Self::Minus => r#"<path d="M5 12h14"/>"#,
            Self::Mount => r#"<path d="M9.25 2.75V8M14.75 2.75V8M6.5 8h11v3.25a5.5 5.5 0 0 1-11 0zM12 16.75v4.5"/>"#,
            Self::Nlb => r#"<path d="M2.75 12H7M7 12l9.25-6.75M7 12h9.25M7 12l9.25 6.75"/><rect x="16.75" y="3.25" width="4" height="4" rx=".75"/><rect x="16.75" y="10" width="4" height="4" rx=".75"/><rect x="16.75" y="16.75" width="4" height="4" rx=".75"/>"#,
            Self::Pause => r#"<path d="M8 5v14M16 5v14"/>"#,
            Self::Play => r#"<path d="M7 4.5l12 7.5-12 7.5z"/>"#,
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Quiz => r#"<rect x="3.5" y="3.5" width="17" height="17" rx="3"/><path d="M9.25 9.5a2.75 2.75 0 1 1 4 2.45c-.8.45-1.25 1-1.25 2M12 16.8v.2"/>"#,
            Self::Redo => r#"<path d="M15.5 4.5L20 9l-4.5 4.5"/><path d="M20 9H9.5a5.5 5.5 0 0 0 0 11H14"/>"#,
            Self::Region => r#"<path d="M4.5 21V3.5M4.5 4.5h13l-2.75 4 2.75 4h-13"/>"#,
            Self::Reset => r#"<path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 3.75V8.5h4.75"/>"#,
            Self::RoleExecution => r#"<path d="M12 2.5l7.75 2.75v5.9c0 4.85-3.2 8.35-7.75 10.35-4.55-2-7.75-5.5-7.75-10.35v-5.9z"/><path d="M10.25 8.75l4.75 3-4.75 3z"/>"#,
            Self::RoleInstance => r#"<path d="M12 2.5l7.75 2.75v5.9c0 4.85-3.2 8.35-7.75 10.35-4.55-2-7.75-5.5-7.75-10.35v-5.9z"/><rect x="9.25" y="9" width="5.5" height="5.5" rx="1"/><path d="M12 7v2M12 14.5v2M7.25 11.75h2M14.75 11.75h2"/>"#,
            Self::RoleTask => r#"<path d="M12 2.5l7.75 2.75v5.9c0 4.85-3.2 8.35-7.75 10.35-4.55-2-7.75-5.5-7.75-10.35v-5.9z"/><rect x="8" y="9" width="8" height="5.5" rx="1"/><path d="M10.6 10.9v1.75M13.4 10.9v1.75"/>"#,
            Self::S3 => r#"<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6l2 13c.2 1.2 2.6 2.25 6 2.25s5.8-1.05 6-2.25L20 6"/><path d="M8 13.5c2.6 1 5.4 1 8 0"/>"#,
            Self::Secret => r#"<rect x="4.75" y="10.25" width="14.5" height="11" rx="2.5"/><path d="M8 10.25V7a4 4 0 0 1 8 0v3.25M12 14.25v3"/>"#,
            Self::SecurityGroup => r#"<rect x="3" y="4.5" width="18" height="15" rx="2.25"/><path d="M3 9.5h18M3 14.5h18M9 4.5v5M15 9.5v5M9 14.5v5"/>"#,
            Self::Service => r#"<path d="M20.25 12a8.25 8.25 0 0 1-14.6 5.3M3.75 12a8.25 8.25 0 0 1 14.6-5.3"/><path d="M18.75 3v4h-4M5.25 21v-4h4"/><rect x="9.25" y="9.25" width="5.5" height="5.5" rx="1.25"/>"#,
            Self::StepBack => r#"<path d="M18 5l-9 7 9 7zM5.5 5v14"/>"#,
            Self::StepForward => r#"<path d="M6 5l9 7-9 7zM18.5 5v14"/>"#,
            Self::Subnet => r#"<rect x="3" y="3" width="18" height="18" rx="3"/><path d="M3 12h18M12 12v9"/>"#,
            Self::Target => r#"<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1.1" fill="currentColor"/>"#,
            Self::Task => r#"<rect x="3" y="4" width="18" height="16" rx="3"/><rect x="6.5" y="8" width="4.25" height="8" rx="1"/><rect x="13.25" y="8" width="4.25" height="8" rx="1"/>"#,
            Self::Theme => r#"<circle cx="12" cy="12" r="4.25"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>"#,
            Self::Undo => r#"<path d="M8.5 4.5L4 9l4.5 4.5"/><path d="M4 9h10.5a5.5 5.5 0 0 1 0 11H10"/>"#,
            Self::Users => r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.75 20c.2-3.7 2.8-5.75 6.25-5.75s6.05 2.05 6.25 5.75M15.5 4.75a3.5 3.5 0 0 1 0 6.5M18 14.75c2 .8 3.1 2.6 3.25 5.25"/>"#,
            Self::Vpc => r#"<path d="M7 18.25a4.25 4.25 0 0 1-.5-8.47 5.75 5.75 0 0 1 11.1-1.2 4.85 4.85 0 0 1-.35 9.67z"/><path d="M12 11v3.5M10.25 12.75h3.5"/>"#,
            Self::Warning => r#"<path d="M12 3.5l9.25 16.5H2.75z"/><path d="M12 10v4.5M12 17.2v.2"/>"#,
        }
    }
}
