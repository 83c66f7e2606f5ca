//! What is read before a container starts: credentials of registries, secrets and their keys.

use serde_json::json;

use super::parts::*;

#[test]
fn step_7_secrets_are_read_by_the_execution_role_alone() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| {
            it.execution.policies.pop();
            // Rights of the task role and of the instance role do not help.
            it.task.policies.push(allow(json!("*")));
            it.instance.as_mut().unwrap().policies.push(allow(json!("*")));
        });
        assert_eq!(words, "Secrets secretsmanager:GetSecretValue by TaskExecutionRole: TaskStopped");
        match launch_type {
            FARGATE => assert!(
                message.unwrap().contains(&format!("failed to fetch secret {SECRET} from secrets manager"))
            ),
            _ => assert_eq!(message, None),
        }
    }
    let (words, message) = refused(FARGATE, |it| {
        it.definition["containerDefinitions"][0]["secrets"][0]["valueFrom"] = "/prod/db".into();
    });
    assert_eq!(words, "Secrets ssm:GetParameters by TaskExecutionRole: TaskStopped");
    let message = message.unwrap();
    assert!(message.contains("unable to retrieve secrets from ssm"), "{message}");
    assert!(message.contains("arn:aws:ssm:us-east-1:111122223333:parameter/prod/db"), "{message}");
}

#[test]
fn step_7_what_a_customer_managed_key_encrypts_is_decrypted_by_the_same_role() {
    const KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
    const PARAMETER: &str = "arn:aws:ssm:us-east-1:111122223333:parameter/prod/db";
    let registry = "arn:aws:secretsmanager:us-east-1:111122223333:secret:registry-AbCdEf";
    for launch_type in BOTH {
        for (encrypted, step) in [(SECRET, "Secrets"), (PARAMETER, "Secrets"), (registry, "RegistryAuth")] {
            let with_key = |it: &mut Parts| {
                it.customer_keys.insert(encrypted.to_owned(), KEY.to_owned());
                it.execution.policies.push(allow(json!(["secretsmanager:*", "ssm:*"])));
                let container = &mut it.definition["containerDefinitions"][0];
                container["repositoryCredentials"] = json!({ "credentialsParameter": "registry" });
                if encrypted == PARAMETER {
                    container["secrets"][0]["valueFrom"] = "/prod/db".into();
                }
            };
            let (words, message) = refused(launch_type, with_key);
            assert_eq!(words, format!("{step} kms:Decrypt by TaskExecutionRole: TaskStopped"));
            assert_eq!(message, None, "no page in our sources has one");
            let allowed = |it: &mut Parts| {
                with_key(it);
                it.execution.policies.push(allow(json!("kms:Decrypt")));
            };
            assert_eq!(refused(launch_type, allowed), (String::new(), None));
        }
        // AWS's own key asks nobody.
        let other = |it: &mut Parts| drop(it.customer_keys.insert("else".to_owned(), KEY.to_owned()));
        assert_eq!(refused(launch_type, other), (String::new(), None));
    }
}

#[test]
fn row_private_registry_credentials_are_read_by_the_execution_role_alone() {
    let private = |it: &mut Parts| {
        let container = &mut it.definition["containerDefinitions"][0];
        container["image"] = "registry.example.com/team/web:1".into();
        container["repositoryCredentials"] = json!({ "credentialsParameter": SECRET });
        container.as_object_mut().unwrap().remove("secrets");
    };
    for launch_type in BOTH {
        assert_eq!(refused(launch_type, private), (String::new(), None));
        let (words, message) = refused(launch_type, |it| {
            private(it);
            it.execution.policies.pop();
            it.task.policies.push(allow(json!("*")));
            it.instance.as_mut().unwrap().policies.push(allow(json!("*")));
        });
        assert_eq!(words, "RegistryAuth secretsmanager:GetSecretValue by TaskExecutionRole: TaskStopped");
        assert_eq!(message, None, "no page in our sources has one");
        let (words, _) = refused(launch_type, |it| {
            private(it);
            it.definition.as_object_mut().unwrap().remove("executionRoleArn");
        });
        assert_eq!(words, "RegistryAuth secretsmanager:GetSecretValue by nobody: TaskStopped");
    }
}
