// Roles and volumes: a call that a policy does not allow, why, and how it is mended; files, and what outlives what.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addSample, checkRoles, failForExecutionRole, panel, shut } from "./account.mjs";
import { assertSound, button, close, closed, dialog, inside, launch, settled, startClock, stepUntil, violations, visit } from "./harness.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const open = (options) => visit(browser, "sandbox.html", options);
const here = (page) => dialog(page).locator(".here");

/** A task whose data lies behind an access point. */
const SHARED = {
  family: "shared",
  volumes: [{
    name: "data",
    efsVolumeConfiguration: {
      fileSystemId: "fs-0123456789abcdef0", transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId: "fsap-0123456789abcdef0" },
    },
  }],
  containerDefinitions: [{
    name: "app", image: "app", cpu: 256, memory: 256,
    mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
  }],
};

/** A task with a volume that is made when it is launched. */
const WITH_EBS = {
  family: "ledger",
  volumes: [{ name: "data", configuredAtLaunch: true }],
  containerDefinitions: [{
    name: "app", image: "app", cpu: 256, memory: 256,
    mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
  }],
};

async function register(page, definition) {
  await page.locator("#add-task-definition").click();
  await page.getByRole("tab", { name: "Paste JSON" }).click();
  await page.getByLabel("Task definition as JSON").fill(JSON.stringify(definition));
  await inside(page, "Register").click();
  await closed(page);
}

async function stepUntilRunning(page, family) {
  await page.getByRole("tab", { name: /^Events/ }).click();
  await stepUntil(page, async () => new RegExp(`${family} \\w+ is RUNNING`).test(await page.locator(".evs").textContent()));
}

/** The task that was placed last acts. */
async function chooseLast(page) {
  await page.locator("#actor").selectOption({ index: await page.locator("#actor option").count() - 1 });
}

test("a call that no statement allows is denied, says why, and is allowed once the policy is mended", async () => {
  const page = await open();
  await addSample(page, "archive");
  await checkRoles(page);
  assert.equal(await page.locator("#edited-role option:checked").textContent(), "archive-task");
  assert.match(await dialog(page).textContent(), /task role of archive:1/);
  await shut(page);
  await page.locator("#run").click();
  await stepUntilRunning(page, "archive");
  await button(page, "Act as a task").click();
  await inside(page, "Make the call").click();
  await page.waitForFunction(() => /AccessDenied/.test(document.querySelector("dialog[open] .here").textContent));
  assert.match(await here(page).textContent(), /no identity-based policy allows the s3:GetObject action/);
  await shut(page);
  await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
  await dialog(page).getByText("Add and remove roles and policies").click();
  await inside(page, "Write a new policy").click();
  // What is tried is what is written, before it is saved.
  const field = page.locator("#policy-document");
  await field.fill((await field.inputValue()).replace("s3:GetObject", "s3:PutObject"));
  await dialog(page).getByText("No statement of").waitFor();
  await field.fill((await field.inputValue()).replace("s3:PutObject", "s3:GetO"));
  await field.evaluate((it) => {
    const at = it.value.indexOf("s3:GetO") + 7;
    it.setSelectionRange(at, at);
    it.dispatchEvent(new Event("input"));
  });
  await inside(page, "s3:GetObject").click();
  assert.match(await field.inputValue(), /"s3:GetObject"/);
  await dialog(page).getByText("allows s3:GetObject on *").waitFor();
  await field.fill((await field.inputValue()).replace('"Resource": "*"', '"Resource": "arn:aws:s3:::reports/*"'));
  await inside(page, "Save the policy").click();
  assert.match(await here(page).textContent(), /The role archive-task has these policies from now on/);
  await shut(page);
  await button(page, "Act as a task").click();
  await page.locator("#call-resource").fill("arn:aws:s3:::reports/2026.csv");
  await inside(page, "Make the call").click();
  await page.waitForFunction(() => /allowed\.$/.test(document.querySelector("dialog[open] .here").textContent));
  await close(page);
});

test("a role that is not there keeps a task from being launched; the trace says so until the role is made", async () => {
  const page = await open();
  await checkRoles(page);
  await shut(page);
  await addSample(page, "archive");
  await page.locator("#run").click();
  assert.match(await page.locator(".said").textContent(), /ECS was unable to assume the role/);
  const account = page.locator("#page");
  await account.getByRole("heading", { name: "archive E1 was not launched" }).waitFor();
  assert.match(await account.textContent(), /ECS was unable to assume the role.*StepECS assumes the roles of the task.*Actionsts:AssumeRole/s);
  await button(page, "Trace of a launch").click();
  await dialog(page).getByText("A call is refused.").waitFor();
  assert.equal(await page.locator("#trace-definition option:checked").textContent(), "archive:1");
  assert.match(await dialog(page).locator("ol.calls li").last().textContent(), /Refused: .*sts:AssumeRole/);
  await shut(page);
  await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
  await page.locator("#edited-role").selectOption({ label: "archive-task (missing)" });
  await inside(page, "Create the role").click();
  await page.locator("#edited-policy").waitFor();
  await shut(page);
  await button(page, "Trace of a launch").click();
  await dialog(page).getByText("Every call is allowed.").waitFor();
  await shut(page);
  await page.locator("#run").click();
  await stepUntilRunning(page, "archive");
  await page.reload();
  await settled(page);
  await panel(page).getByText("Roles are checked").waitFor();
  await close(page);
});

test("a launch that the caller may not order is refused in the Decision panel, with the action and whoever signed", async () => {
  const page = await open();
  await page.locator("#run").click();
  await checkRoles(page);
  await page.locator("#edited-role").selectOption({ label: "You, the caller" });
  await dialog(page).getByText("Add and remove roles and policies").click();
  await inside(page, "Remove this policy").click();
  await shut(page);
  await page.locator("#run").click();
  const account = page.locator("#page");
  await account.getByRole("heading", { name: "RunTask was refused" }).waitFor();
  assert.match(await account.textContent(), /Actionecs:RunTask.*Signed byyou, the caller.*BecauseNo statement of the identity-based policies/s);
  await account.getByRole("button", { name: "Previous decision" }).click();
  await account.getByRole("heading", { name: /^Why is/ }).waitFor();
  await account.getByRole("button", { name: "Next decision" }).click();
  await account.getByRole("heading", { name: "RunTask was refused" }).waitFor();
  await account.getByRole("button", { name: "Show the trace", exact: true }).click();
  await dialog(page).getByText("A call is refused.").waitFor();
  assert.deepEqual(await violations(page), []);
  await shut(page);
  await button(page, "Undo").click();
  await account.getByRole("heading", { name: /^Why is/ }).waitFor();
  await close(page);
});

test("a permissions boundary is written, limits what a policy allows, and is taken away again", async () => {
  const page = await open();
  await addSample(page, "fargate-web");
  await checkRoles(page);
  const box = dialog(page);
  const verdict = box.getByRole("group", { name: "Would it be allowed?" }).getByRole("status");
  await box.locator("#test-action").fill("ecr:BatchGetImage");
  await verdict.getByText(/ allows ecr:BatchGetImage on \*\.$/).waitFor();
  await page.locator("#edited-policy").selectOption("boundary");
  const document = page.locator("#policy-document");
  await document.fill((await document.inputValue()).replace('"*"', '"s3:*"'));
  await verdict.getByText(/^No statement of the permissions boundary/).waitFor();
  await inside(page, "Save the policy").click();
  await page.locator("#edited-policy").selectOption("AmazonECSTaskExecutionRolePolicy");
  await verdict.getByText(/^No statement of the permissions boundary/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.locator("#edited-policy").selectOption("boundary");
  await box.getByText("Add and remove roles and policies").click();
  await inside(page, "Remove this policy").click();
  await verdict.getByText(/ allows ecr:BatchGetImage on \*\.$/).waitFor();
  assert.equal(await inside(page, "Remove this policy").getAttribute("aria-disabled"), "true");
  await page.locator("#edited-policy").selectOption("trust");
  await verdict.getByText(/^ecs-tasks.amazonaws.com: .* allows /).waitFor();
  await document.fill((await document.inputValue()).replace("ecs-tasks", "ec2"));
  await verdict.getByText(/^ecs-tasks.amazonaws.com: No statement/).waitFor();
  await shut(page);
  await close(page);
});

test("an execution role without its policy keeps a task from starting until the policy is attached again", async () => {
  const page = await open();
  await failForExecutionRole(page);
  await panel(page).getByRole("button", { name: "Show the trace", exact: true }).click();
  await dialog(page).getByText("A call is refused.").waitFor();
  assert.equal(await page.locator("#trace-type").inputValue(), "FARGATE");
  assert.match(await dialog(page).locator("ol.calls li").last().textContent(), /Refused: .*ecr:GetAuthorizationToken/);
  await shut(page);
  await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
  await page.locator("#attach").selectOption("AmazonECSTaskExecutionRolePolicy");
  await inside(page, "Attach it").click();
  await shut(page);
  await page.locator("#run").click();
  await stepUntilRunning(page, "fargate-web");
  await close(page);
});

test("a file on EFS outlives its task, one in the container does not; without a mount target nothing starts", async () => {
  const page = await open();
  await addSample(page, "archive");
  await button(page, "Volumes").click();
  await inside(page, "Create the file system").click();
  await dialog(page).getByRole("checkbox", { name: "Mount target in us-east-1a" }).waitFor();
  for (const zone of ["a", "b", "c"]) await dialog(page).getByRole("checkbox", { name: `Mount target in us-east-1${zone}` }).check();
  await shut(page);
  await panel(page).getByText("mount targets in us-east-1a, us-east-1b, us-east-1c").waitFor();
  await page.locator("#run").click();
  await button(page, "Act as a task").click();
  await chooseLast(page);
  await inside(page, "Write the file").click();
  await page.locator("#file-path").fill("/tmp/draft.txt");
  await inside(page, "Write the file").click();
  await dialog(page).locator(".readable", { hasText: "/tmp/draft.txt" }).waitFor();
  assert.match(await dialog(page).locator(".readable").textContent(), /\/data\/report\.txt/);
  await shut(page);
  assert.match(await panel(page).textContent(), /File system fs-0123456789abcdef0\/report\.txt/);
  assert.match(await panel(page).textContent(), /gone when it stops/);
  await page.locator("article.is-chosen .more").click();
  await page.getByRole("button", { name: /^Stop \w\d/ }).last().click();
  await panel(page).getByText("/draft.txt").waitFor({ state: "detached" });
  assert.match(await panel(page).textContent(), /\/report\.txt/);
  await page.locator("#run").click();
  await button(page, "Act as a task").click();
  await chooseLast(page);
  await dialog(page).locator(".readable", { hasText: "/data/report.txt" }).waitFor();
  await shut(page);
  await page.reload();
  await settled(page);
  await panel(page).getByText("/report.txt", { exact: true }).waitFor();
  await close(page);
});

test("a file in the one zone of a One Zone file system is lost with the zone", async () => {
  const page = await open();
  await addSample(page, "archive");
  await button(page, "Volumes").click();
  await page.locator("#file-system-kind").selectOption({ label: "One Zone, in us-east-1a" });
  await inside(page, "Create the file system").click();
  await dialog(page).getByRole("checkbox", { name: "Mount target in us-east-1b" }).click();
  assert.match(await here(page).textContent(), /one mount target in its own zone/);
  await dialog(page).getByRole("checkbox", { name: "Mount target in us-east-1a" }).check();
  await shut(page);
  for (let n = 0; n < 2; n += 1) await button(page, "One task more").click();
  await page.locator("#run").click();
  await button(page, "Act as a task").click();
  const actors = page.locator("#actor option", { hasText: "archive" });
  for (let n = 0; n < await actors.count(); n += 1) {
    await page.locator("#actor").selectOption(await actors.nth(n).getAttribute("value"));
    await inside(page, "Write the file").click();
  }
  await shut(page);
  await panel(page).getByText("/report.txt", { exact: true }).waitFor();
  await button(page, "Zone outage").click();
  await page.locator(".mnu-b").getByRole("button", { name: /zone a/ }).click();
  await panel(page).getByText("There are no files yet.").waitFor();
  await close(page);
});

test("a task mounts through an access point once its directory is there, and a policy of the file system is edited", async () => {
  const page = await open();
  await button(page, "Volumes").click();
  await inside(page, "Create the file system").click();
  const box = dialog(page);
  await box.getByRole("checkbox", { name: "Mount target in us-east-1a" }).waitFor();
  for (const zone of ["a", "b", "c"]) await box.getByRole("checkbox", { name: `Mount target in us-east-1${zone}` }).check();
  await box.getByText("Access points and directories").click();
  await box.getByRole("checkbox", { name: /Create the directory when it is missing/ }).uncheck();
  await box.locator("#access-point-root").fill("app");
  await box.getByText(/`app` is no path/).waitFor();
  await box.locator("#access-point-root").fill("/app");
  await page.locator("#create-access-point").click();
  await box.getByText("fsap-0123456789abcdef0: uid 1000, / is /app").waitFor();
  await box.getByRole("checkbox", { name: /Require IAM permission to mount it/ }).check();
  await box.locator("summary", { hasText: "File-system policy" }).click();
  const policy = box.getByLabel("Document");
  const before = await policy.inputValue();
  await policy.fill("{");
  await box.getByText(/A policy is a JSON document/).waitFor();
  assert.equal(await inside(page, "Save the policy").getAttribute("aria-disabled"), "true");
  await policy.fill(before.replace("elasticfilesystem:*", "elasticfilesystem:ClientMount"));
  await inside(page, "Save the policy").click();
  assert.deepEqual(await violations(page), []);
  await box.getByRole("checkbox", { name: /Require IAM permission to mount it/ }).uncheck();
  await shut(page);

  // Only now: a mount target that is made while time passes is not known for up to 90 seconds.
  await startClock(page);
  await register(page, SHARED);
  await page.locator("#run").click();
  await stepUntil(page, async () => /failed to start/.test(await panel(page).textContent()));
  assert.match(await panel(page).textContent(), /\/app/);
  await button(page, "Volumes").click();
  await box.locator("#directory-path").fill("/app");
  await page.locator("#make-directory").click();
  await box.getByText("Directory /app, owned by uid 0").waitFor();
  await shut(page);
  await page.locator("#run").click();
  await stepUntilRunning(page, "shared");
  await close(page);
});

test("images and files fill the ephemeral storage of a task on Fargate", async () => {
  const page = await open({ width: 390, height: 844 });
  const show = (tab) => page.getByRole("tab", { name: tab, exact: true }).first().click();
  await show("Build");
  await addSample(page, "fargate-web");
  await page.locator("#on-fargate").click();
  await page.locator("#run").click();
  await show("Board");
  await button(page, "Volumes").click();
  await page.locator("#images-of").selectOption({ label: "fargate-web:1" });
  await page.locator("#images-size").fill("15");
  await page.locator("#images-size").press("Tab");
  await page.locator("#images-save").click();
  await dialog(page).getByText(/The images of fargate-web.* take 15 GiB/).waitFor();
  await assertSound(page, "how much images take");
  await shut(page);
  await button(page, "Act as a task").click();
  await dialog(page).getByText("20 GiB of ephemeral storage: 15 GiB for images, 0 GiB for files.").waitFor();
  const write = async (gib) => {
    await page.locator("#file-size").fill(gib);
    await page.locator("#file-size").press("Tab");
    await inside(page, "Write the file").click();
  };
  await write("6");
  await dialog(page).getByText(/No space left on device/).waitFor();
  await write("5");
  await dialog(page).getByText("15 GiB for images, 5 GiB for files.").waitFor();
  await assertSound(page, "a full storage");
  await close(page);
});

test("a task gets an EBS volume of its own once it is said how it is made; it is kept or goes with the task", async () => {
  const page = await open();
  await startClock(page);
  await register(page, WITH_EBS);
  await page.locator("#run").click();
  await page.locator("#why").getByText(/was not|refused/).waitFor();
  await button(page, "Volumes").click();
  const volume = dialog(page).getByRole("group", { name: /EBS volume of each task of ledger/ });
  await volume.getByLabel("Size in GiB").fill("20");
  await volume.getByRole("checkbox").check();
  await volume.getByRole("button", { name: "Save" }).click();
  assert.deepEqual(await violations(page), []);
  await shut(page);
  await page.locator("#run").click();
  await stepUntilRunning(page, "ledger");
  await button(page, "Act as a task").click();
  await chooseLast(page);
  await page.locator("#file-path").fill("/data/book");
  await inside(page, "Write the file").click();
  await shut(page);
  await panel(page).getByText(/EBS volume \d in us-east-1\w, attached to ledger/).waitFor();
  await page.locator("article.is-chosen .more").click();
  await page.getByRole("button", { name: /^Stop \w\d/ }).last().click();
  await stepUntil(page, async () => /EBS volume \d in us-east-1\w, attached to nothing/.test(await panel(page).textContent()));
  await close(page);
});

test("by keyboard alone: roles are checked, an agent's setting is changed, a dialog gives the focus back", async () => {
  const page = await open();
  const roles = panel(page).getByRole("button", { name: "Roles", exact: true });
  await roles.focus();
  await page.keyboard.press("Enter");
  await inside(page, "Check roles from now on").waitFor();
  // The close button comes first, then what the dialog offers.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#edited-role").waitFor();
  await page.locator("#edited-role").focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector("#edited-role").value === "caller");
  await dialog(page).locator("summary", { hasText: "Instance profile" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.match(await here(page).textContent(), /The instances have no instance profile/);
  await shut(page);
  assert.ok(await roles.evaluate((it) => it === document.activeElement));
  await close(page);
});

for (const [width, height] of [[1440, 900], [390, 844], [320, 640]]) {
  test(`roles, network and volumes are sound at ${width} px`, async () => {
    const page = await open({ width, height });
    const sound = (state) => assertSound(page, state);
    const show = async (view) => { if (width <= 640) await page.getByRole("tab", { name: view, exact: true }).first().click(); };
    await sound("a board without roles");
    await button(page, "Volumes").click();
    await inside(page, "Create the file system").click();
    await dialog(page).getByRole("checkbox", { name: "Mount target in us-east-1a" }).waitFor();
    await dialog(page).getByRole("checkbox", { name: /Require IAM permission to mount it/ }).check();
    for (const more of ["File-system policy", "Access points and directories"]) {
      await dialog(page).locator("summary", { hasText: more }).click();
    }
    await sound("a file system");
    await shut(page);
    await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
    await inside(page, "Check roles from now on").waitFor();
    await sound("the offer");
    await shut(page);
    await failForExecutionRole(page, show);
    await sound("a launch that failed");
    await panel(page).getByRole("button", { name: "Show the trace", exact: true }).click();
    await dialog(page).locator("ol.calls").waitFor();
    await sound("its trace");
    await shut(page);
    await button(page, "Act as a task").click();
    await page.locator("#call-action").waitFor();
    await sound("what a task can do");
    await shut(page);
    await panel(page).getByRole("button", { name: "Roles", exact: true }).click();
    await dialog(page).locator("summary", { hasText: "Instance profile" }).click();
    await sound("the editor");
    await page.locator("#policy-document").fill("{");
    await sound("a policy that is none");
    await close(page);
  });
}
