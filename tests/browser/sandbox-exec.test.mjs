// What a launch reads before containers run, and a command in one that runs: private registry, customer managed key, ECS Exec.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, close, closed, dialog, inside, launch, stepUntil, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const panel = (page) => page.getByRole("region", { name: "Roles, network and volumes" });
const said = (page, words) => dialog(page).locator(".here", { hasText: words }).waitFor();

const role = (name) => `arn:aws:iam::123456789012:role/${name}`;

/** An image of a registry that asks for credentials, and a secret. */
const VAULT = {
  family: "vault",
  executionRoleArn: role("vault-execution"),
  taskRoleArn: role("vault-task"),
  containerDefinitions: [{
    name: "app", image: "registry.example.com/vault:1", cpu: 256, memory: 256,
    repositoryCredentials: { credentialsParameter: "registry" },
    secrets: [{ name: "DB", valueFrom: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbC123" }],
  }],
};

const CHANNELS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "ssmmessages:*", Resource: "*" }],
});

async function shut(page) {
  await page.keyboard.press("Escape");
  await closed(page);
}

const roles = (page) => panel(page).getByRole("button", { name: "Roles", exact: true }).click();

/** Where it is said which secrets a customer managed key encrypts. */
async function keyOfSecret(page) {
  const box = dialog(page).getByRole("checkbox", { name: "db-AbC123 is encrypted with a customer managed key" });
  // What was opened once stays open.
  if (!await box.isVisible()) await dialog(page).locator("summary", { hasText: "Secrets and their keys" }).click();
  return box;
}

test("a key asks for kms:Decrypt of the execution role, and a command for the channels of the task role", async () => {
  const page = await visit(browser, "sandbox.html");
  await page.locator("#add-task-definition").click();
  await page.getByRole("tab", { name: "Paste JSON" }).click();
  await page.getByLabel("Task definition as JSON").fill(JSON.stringify(VAULT));
  await inside(page, "Register").click();
  await closed(page);
  await roles(page);
  await inside(page, "Check roles from now on").click();
  await dialog(page).locator("#edited-role").waitFor();
  await (await keyOfSecret(page)).check();
  await said(page, "db-AbC123 is encrypted with a customer managed key from now on.");
  assert.deepEqual(await violations(page), []);
  await shut(page);
  await page.locator("#run").click();
  await stepUntil(page, async () => /failed to start/.test(await panel(page).textContent()));
  assert.match(await panel(page).textContent(), /The secret is decrypted: kms:Decrypt on arn:aws:kms:/);

  await panel(page).getByRole("button", { name: "Show the trace", exact: true }).click();
  const calls = dialog(page).locator("ol.calls > li");
  await calls.filter({ hasText: "Allowed: The credentials of a registry are read" }).waitFor();
  assert.match(await calls.last().textContent(), /Refused: The secret is decrypted kms:Decrypt.*vault-execution/);
  await shut(page);

  await roles(page);
  await (await keyOfSecret(page)).uncheck();
  await said(page, "db-AbC123 is encrypted with AWS's own key from now on.");
  await shut(page);
  await page.locator("#run").click();
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => /vault \w+ is RUNNING/.test(await page.locator(".evs").textContent()));

  await button(page, "Act as a task").click();
  await inside(page, "Run a command in this container").click();
  await said(page, /No command ran .* ssmmessages:CreateControlChannel on \*, signed by the role vault-task, is refused/);
  assert.deepEqual(await violations(page), []);
  await shut(page);
  await roles(page);
  await page.locator("#edited-role").selectOption({ label: "vault-task" });
  await dialog(page).getByText("Add and remove roles and policies").click();
  await inside(page, "Write a new policy").click();
  await page.locator("#policy-document").fill(CHANNELS);
  await inside(page, "Save the policy").click();
  await shut(page);
  await button(page, "Act as a task").click();
  await inside(page, "Run a command in this container").click();
  await said(page, /A command ran in the container app of vault \w+: you may ask/);
  await close(page);
});
