//! What is encrypted with a customer managed key, and private registries that are not Amazon ECR.

use super::*;
use crate::sim::roles::{customer_key_arn, secret_arns};

/// A board whose secret is encrypted with a customer managed key.
fn encrypted() -> Simulation {
    let mut simulation = board(&definition(), |_| ());
    let key = customer_key_arn(simulation.world());
    assert_eq!(secret_arns(simulation.world()), [SECRET]);
    order(&mut simulation, RoleCommand::SetCustomerKey(SECRET.to_owned(), Some(key)));
    simulation
}

#[test]
fn step_7_a_secret_under_a_customer_managed_key_needs_kms_decrypt_of_the_execution_role() {
    for launch_type in BOTH {
        let mut simulation = encrypted();
        assert_eq!(
            last_sentence(&simulation),
            "db-AbC123 is encrypted with a customer managed key from now on."
        );
        run(&mut simulation, launch_type);
        let key = customer_key_arn(simulation.world());
        check_starts(
            &outcome(&simulation),
            &format!(
                "TaskFailedToStart: The secret is decrypted: kms:Decrypt on {key}, signed by the role web-execution, is \
                 refused. No statement of the identity-based policies of "
            ),
        );
        let mut execution =
            simulation.world().roles.as_ref().unwrap().roles[&role_arn("web-execution")].clone();
        execution.policies.push(own("Key", &["kms:Decrypt"]));
        let mut simulation = encrypted();
        order(&mut simulation, RoleCommand::PutRole(Box::new(execution)));
        run(&mut simulation, launch_type);
        assert_eq!(outcome(&simulation), "RUNNING");
        let mut simulation = encrypted();
        order(&mut simulation, RoleCommand::SetCustomerKey(SECRET.to_owned(), None));
        run(&mut simulation, launch_type);
        assert_eq!(outcome(&simulation), "RUNNING");
    }
}

#[test]
fn a_key_is_that_of_a_secret_which_a_task_definition_names() {
    let mut simulation = encrypted();
    let key = customer_key_arn(simulation.world());
    order(&mut simulation, RoleCommand::SetCustomerKey("arn:aws:ssm:x".to_owned(), Some(key)));
    check_starts(&last_sentence(&simulation), "What was named is not there.");
    order(&mut simulation, RoleCommand::SetCustomerKey(SECRET.to_owned(), Some("key".to_owned())));
    check_starts(&last_sentence(&simulation), "What was named is not there.");
}

#[test]
fn row_private_registry_credentials_need_the_execution_role_on_both_launch_types() {
    let mut private = without(&["secrets", "logConfiguration", "taskRoleArn"]);
    private["containerDefinitions"][0]["image"] = "registry.example.com/web:1".into();
    private["containerDefinitions"][0]["repositoryCredentials"] =
        json!({ "credentialsParameter": "registry" });
    for launch_type in BOTH {
        assert_eq!(launched(&private, launch_type, |_| ()), "RUNNING");
        let said = launched(&private, launch_type, |it| {
            of(it, "web-execution").clear();
            of(it, "ecsInstanceRole").push(own("All", &["*"]));
        });
        check_starts(
            &said,
            "TaskFailedToStart: The credentials of a registry are read: secretsmanager:GetSecretValue on \
             arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf, signed by the role web-execution, is \
             refused.",
        );
    }
}
