//! The sentences of this module. It decides nothing. AWS's own messages of a launch are in `launch/messages.rs`.

use super::{
    Decision, Evaluation, Gap, Missing, PolicyPlace, PolicyProblem, PolicyRule, PrincipalKind, Reason,
    Request, StatementPlace,
};

/// Why a request is decided as it is, in one or two sentences.
#[must_use]
pub fn why(request: &Request, evaluation: &Evaluation) -> String {
    let (action, resource) = (&request.action, &request.resource);
    match (&evaluation.reason, evaluation.decision) {
        (Reason::Statement(place), Decision::ExplicitDeny) => {
            format!("{} denies {action} on {resource}. A deny beats every allow.", statement(place))
        }
        (Reason::Statement(place), _) => format!("{} allows {action} on {resource}.", statement(place)),
        (Reason::RootUser, _) => "The root user of an account has full access to it.".to_owned(),
        (Reason::Missing(missing), _) => {
            format!("No statement of {} allows {action} on {resource}.", policies(request, *missing))
        }
        (Reason::Gap(gap, Some(place)), _) => {
            format!(
                "It depends on {}, and that is not supported: {}",
                small(&statement(place)),
                self::gap(gap)
            )
        }
        (Reason::Gap(gap, None), _) => format!("That is not supported: {}", self::gap(gap)),
    }
}

/// The message with which AWS refuses the request. None when it is not refused.
///
/// Services that print no reason leave out what follows "on resource".
#[must_use]
pub fn access_denied(request: &Request, evaluation: &Evaluation) -> Option<String> {
    let because = match (&evaluation.reason, evaluation.decision) {
        (Reason::Statement(place), Decision::ExplicitDeny) => {
            format!("with an explicit deny in {}", kind_of(place.policy))
        }
        (Reason::Missing(missing), Decision::ImplicitDeny) => {
            let kind = match missing {
                Missing::ServiceControl(_) => "service control policy",
                Missing::Identity => "identity-based policy",
                Missing::Boundary => "permissions boundary",
                Missing::Resource => "resource-based policy",
                Missing::Trust => "role trust policy",
            };
            format!("because no {kind} allows the {} action", request.action)
        }
        (_, _) => return None,
    };
    let principal = request.principal.as_str();
    Some(format!(
        "User: {principal} is not authorized to perform: {} on resource: {} {because}",
        request.action, request.resource
    ))
}

/// Where a statement stands, such as `Statement 3 of identity-based policy 1 ("ReadSecrets")`.
#[must_use]
pub fn statement(place: &StatementPlace) -> String {
    let policy = policy_place(place.policy);
    let sid = place.sid.as_ref().map_or(String::new(), |it| format!(" (\"{it}\")"));
    format!("Statement {} of {policy}{sid}", place.statement + 1)
}

fn policy_place(place: PolicyPlace) -> String {
    match place {
        PolicyPlace::Identity(at) => format!("identity-based policy {}", at + 1),
        PolicyPlace::Boundary(_) => "the permissions boundary".to_owned(),
        PolicyPlace::Resource => "the resource-based policy".to_owned(),
        PolicyPlace::ServiceControl(level, at) => {
            format!("service control policy {} of level {}", at + 1, level + 1)
        }
    }
}

fn kind_of(place: PolicyPlace) -> &'static str {
    match place {
        PolicyPlace::Identity(_) => "an identity-based policy",
        PolicyPlace::Boundary(_) => "a permissions boundary",
        PolicyPlace::Resource => "a resource-based policy",
        PolicyPlace::ServiceControl(..) => "a service control policy",
    }
}

fn policies(request: &Request, missing: Missing) -> String {
    match missing {
        Missing::ServiceControl(level) => format!("the service control policies of level {}", level + 1),
        Missing::Identity => format!("the identity-based policies of {}", request.principal.as_str()),
        Missing::Boundary => "the permissions boundary, which grants nothing but limits the rest,".to_owned(),
        Missing::Trust => "the role's trust policy".to_owned(),
        Missing::Resource => match request.principal.kind() {
            PrincipalKind::Service | PrincipalKind::Anonymous => "the resource-based policy".to_owned(),
            PrincipalKind::RootUser
            | PrincipalKind::User
            | PrincipalKind::Role
            | PrincipalKind::RoleSession
            | PrincipalKind::FederatedUser => "the resource-based policy, which must allow here,".to_owned(),
        },
    }
}

/// What is not supported.
#[must_use]
pub fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Element { name, suggestion: Some(suggestion) } => {
            format!("\"{name}\" is no element of a policy. Did you mean \"{suggestion}\"?")
        }
        Gap::Element { name, suggestion: None } => format!("\"{name}\" is no known element of a policy."),
        Gap::Operator { name } => format!("\"{name}\" is no known condition operator."),
        Gap::UnknownKey { key } => {
            format!("what AWS puts into {key} for this call is not known here.")
        }
        Gap::SeveralValues { key } => {
            format!(
                "{key} has several values in the request; write ForAllValues: or ForAnyValue: before the operator."
            )
        }
        Gap::SeveralValuesInVariable { key } => {
            format!("{key} has several values in the request, so it cannot stand in a policy variable.")
        }
        Gap::NotComparable { key, value } => {
            format!(
                "\"{value:.64}\" of {key} cannot be compared, and AWS does not document whether a negated operator then holds."
            )
        }
        Gap::ShortArn { pattern } => {
            format!(
                "\"{pattern:.64}\" has not the six components of an ARN. Write each of them, such as arn:aws:ecs:*:*:*."
            )
        }
        Gap::AnyValueIfExists { key } => {
            format!(
                "{key} is absent; ForAnyValue is then false and IfExists true, and AWS does not document which wins."
            )
        }
        Gap::PartOfPrincipal { principal } => {
            format!(
                "a wildcard cannot stand for a part of \"{principal:.64}\". Name each principal, or write \"*\" with a condition on aws:PrincipalArn."
            )
        }
        Gap::CanonicalUser => {
            "canonical user IDs are not known here. Name the account by its number.".to_owned()
        }
        Gap::FederatedUser => {
            "requests of federated users have session policies. Use a role session.".to_owned()
        }
    }
}

/// What is wrong with a document, where, and what to do about it.
#[must_use]
pub fn problem(problem: &PolicyProblem) -> String {
    let place = if problem.place.is_empty() { "the policy" } else { &problem.place };
    let name = problem.place.rsplit('.').next().unwrap_or_default();
    match &problem.rule {
        PolicyRule::Missing => format!("{place} is missing. Add \"{name}\"."),
        PolicyRule::WrongType { expected, found } => {
            format!("{place} must be {expected}, but it is {found}.")
        }
        PolicyRule::UnknownValue { value, allowed } => {
            format!("{place} is \"{value:.64}\". Write one of: {}.", allowed.join(", "))
        }
        PolicyRule::Both { twin } => {
            format!("{place} stands beside {twin}. A statement has one of them; remove the other.")
        }
        PolicyRule::NotHere => format!("{place} cannot stand in this kind of policy. Remove it."),
        PolicyRule::NoService { action } => {
            format!(
                "{place} is \"{action:.64}\", an action without its service. Write it such as \"ecs:RunTask\"."
            )
        }
        PolicyRule::BadService { action } => {
            format!(
                "{place} is \"{action:.64}\". The service before the colon has letters, digits and hyphens only."
            )
        }
        PolicyRule::NotAnArn { resource } => {
            format!("{place} is \"{resource:.64}\". Write an ARN, starting with \"arn:\", or \"*\".")
        }
        PolicyRule::UnknownPrincipal => {
            format!("{place} is no kind of principal. Use AWS, Service, Federated or CanonicalUser.")
        }
        PolicyRule::BarePrincipal { principal } => {
            format!(
                "{place} is \"{principal:.64}\". Write {{\"AWS\": …}} or {{\"Service\": …}}, or \"*\" for everyone."
            )
        }
        PolicyRule::More => "there are more problems than are shown. Mend these first.".to_owned(),
    }
}

/// In the middle of a sentence.
fn small(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |it| it.to_lowercase().chain(characters).collect())
}
