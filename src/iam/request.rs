//! The request that is decided on: who, what, on which resource, with which context.

use std::collections::BTreeMap;

use super::Principal;

/// A request, as AWS gathers it before policies are evaluated ("Policy evaluation logic").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who makes it.
    pub principal: Principal,
    /// Such as `ecs:RunTask`; case does not matter.
    pub action: String,
    /// An ARN, or `*` for actions without a resource of their own.
    pub resource: String,
    /// The 12 digits of the account that the resource belongs to.
    pub resource_account: String,
    /// What else is known of the request.
    pub context: Context,
}

/// Condition keys and their values. A key that is not here is absent from the request, unless it is said that nobody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    values: BTreeMap<String, Vec<String>>,
    unknown: Vec<String>,
}

impl Context {
    /// A context of these keys. Of keys that differ only in case the last stays.
    pub fn new<K: AsRef<str>, V: Into<String>>(keys: impl IntoIterator<Item = (K, Vec<V>)>) -> Self {
        let values = keys.into_iter().map(|(key, values)| {
            (key.as_ref().to_ascii_lowercase(), values.into_iter().map(Into::into).collect())
        });
        Self { values: values.collect(), unknown: vec![] }
    }

    /// The same with one more key of one value.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.values.insert(key.to_ascii_lowercase(), vec![value.to_owned()]);
        self
    }

    /// The same with one more key of several values.
    #[must_use]
    pub fn with_all(mut self, key: &str, values: &[&str]) -> Self {
        self.values.insert(key.to_ascii_lowercase(), values.iter().map(|it| (*it).to_owned()).collect());
        self
    }

    /// The same, with keys that the request of AWS may have and whose values are not known here.
    #[must_use]
    pub fn with_unknown(mut self, keys: &[&str]) -> Self {
        self.unknown.extend(keys.iter().map(|it| it.to_ascii_lowercase()));
        self
    }

    /// Whether it is not known what the request says of a key.
    pub fn is_unknown(&self, key: &str) -> bool {
        self.unknown.iter().any(|it| it.eq_ignore_ascii_case(key))
    }

    /// The values of a key, whatever its case; none when it is absent.
    pub fn get(&self, key: &str) -> &[String] {
        self.values.get(&key.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }
}
