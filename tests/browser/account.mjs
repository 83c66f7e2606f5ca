// What several tests do with roles: the panel, a sample task definition, and a launch that fails for its execution role.

import assert from "node:assert/strict";
import { closed, dialog, inside, stepUntil } from "./harness.mjs";

export const panel = (page) => page.getByRole("region", { name: "Roles, network and volumes" });

/** Closes the dialog that is open. */
export async function shut(page) {
  await page.keyboard.press("Escape");
  await closed(page);
}

export async function addSample(page, family) {
  await page.locator("#add-task-definition").click();
  await dialog(page).locator(".samples .pick", { hasText: family }).first().click();
  await closed(page);
}

export async function checkRoles(page) {
  await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
  await inside(page, "Check roles from now on").click();
  await dialog(page).locator("#edited-role").waitFor();
}

/** A task on Fargate whose execution role has lost its managed policy fails to start. */
export async function failForExecutionRole(page, show = async () => {}) {
  await show("Build");
  await addSample(page, "fargate-web");
  await page.locator("#on-fargate").click();
  await show("Board");
  await checkRoles(page);
  assert.equal(await page.locator("#edited-policy").inputValue(), "AmazonECSTaskExecutionRolePolicy");
  await dialog(page).getByText("Add and remove roles and policies").click();
  await inside(page, "Remove this policy").click();
  await shut(page);
  await show("Build");
  await page.locator("#run").click();
  await show("Board");
  await stepUntil(page, async () => /failed to start/.test(await panel(page).textContent()));
}
