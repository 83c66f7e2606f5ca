//! The six components of an Amazon Resource Name.

/// `arn`, partition, service, Region, account, and the rest with whatever colons it has. None when there are fewer.
pub(super) fn components(text: &str) -> Option<[&str; 6]> {
    let mut parts = text.splitn(6, ':');
    let arn = [parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    Some(arn)
}

/// The account that an ARN names; a bucket's names none.
pub(super) fn account(text: &str) -> Option<&str> {
    components(text).map(|it| it[4]).filter(|it| !it.is_empty())
}

/// Whether it is the ARN of something of a service, such as `is_of("arn:aws:kms:…:key/1", "kms", "key/")`.
pub(super) fn is_of(text: &str, service: &str, resource_prefix: &str) -> bool {
    components(text).is_some_and(|it| it[2] == service && it[5].starts_with(resource_prefix))
}
