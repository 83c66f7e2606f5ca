//! What is read before a container starts: credentials of private registries, secrets and parameters, each with the key
//! that it is encrypted with.

use super::calls::{Call, allowing, signer};
use super::{LaunchSetup, Step};
use crate::iam::roles::Need;
use crate::iam::{Context, PrincipalPattern};

/// What Secrets Manager and Parameter Store add when they ask for a key; no page in our sources gives the values.
const UNKNOWN_OF_DECRYPT: [&str; 3] =
    ["kms:ViaService", "kms:EncryptionContext:SecretARN", "kms:EncryptionContext:PARAMETER_ARN"];

/// The action of a key.
pub(super) const DECRYPT: &str = "kms:Decrypt";

/// Six characters stand behind the name in the ARN of a secret.
const SUFFIX: &str = "-AbCdEf";

/// The credentials of private registries that are not Amazon ECR (`repositoryCredentials`).
pub(super) fn registry_credentials(setup: &LaunchSetup) -> Vec<Call> {
    let containers = &setup.task_definition.container_definitions;
    let named = containers.iter().filter_map(|it| it.repository_credentials.as_deref());
    named
        .flat_map(|it| reading(setup, Step::RegistryAuth, Need::RegistryCredentials, secret(setup, it)))
        .collect()
}

/// Secrets and parameters of containers and of their logs.
pub(super) fn secrets(setup: &LaunchSetup) -> Vec<Call> {
    let all = setup.task_definition.container_definitions.iter().flat_map(|it| {
        let options = it.log_configuration.iter().flat_map(|it| &it.secret_options);
        it.secrets.iter().chain(options)
    });
    all.flat_map(|it| reading(setup, Step::Secrets, Need::Secrets, value(setup, &it.value_from))).collect()
}

/// An action and the ARN of what is read.
type Read = (&'static str, String);

/// What a `valueFrom` names.
fn value(setup: &LaunchSetup, value_from: &str) -> Read {
    if value_from.contains(":secretsmanager:") {
        return secret(setup, value_from);
    }
    let parameter = if value_from.starts_with("arn:") {
        value_from.to_owned()
    } else {
        setup.arn("ssm", &format!("parameter/{}", value_from.trim_start_matches('/')))
    };
    ("ssm:GetParameters", parameter)
}

fn secret(setup: &LaunchSetup, named: &str) -> Read {
    let arn = if named.starts_with("arn:") {
        // After the secret's name an ARN may name a key, a stage and a version.
        named.split(':').take(7).collect::<Vec<&str>>().join(":")
    } else {
        setup.arn("secretsmanager", &format!("secret:{named}{SUFFIX}"))
    };
    ("secretsmanager:GetSecretValue", arn)
}

/// The call that reads it and, when it is encrypted with a customer managed key, the one that decrypts it: the policies of
/// the same role have to allow both.
fn reading(setup: &LaunchSetup, step: Step, need: Need, (action, arn): Read) -> Vec<Call> {
    let signer = signer(setup, need);
    let decrypt = setup.customer_keys.get(&arn).map(|key| decrypt(setup, step, key));
    let decrypt = decrypt.map(|it| Call { signer, ..it });
    [Call::new(step, signer, action, &arn)].into_iter().chain(decrypt).collect()
}

// Simplification: the policy of a customer managed key leaves it to the policies of its account who may decrypt with it.
fn decrypt(setup: &LaunchSetup, step: Step, key: &str) -> Call {
    let account = format!("arn:aws:iam::{}:root", setup.account);
    Call {
        context: Context::default().with_unknown(&UNKNOWN_OF_DECRYPT),
        ..Call::new(step, None, DECRYPT, key)
    }
    .with_policy(allowing(PrincipalPattern::Aws(account), "kms:*"))
}
