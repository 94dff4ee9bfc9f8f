// The emulator's page in a real browser: that it loads without a complaint and without another host, shows every operation of every
// service, and that its forms are answered. And that no description of a hostile spec runs.
//
//   node interop/page/check.mjs                  starts an emulator
//   node interop/page/check.mjs URL              looks at this one
//   node interop/page/check.mjs --shots DIR      leaves pictures there
//
// Exit codes: 0 all is well, or there is no browser to be had and it was skipped; 1 something is wrong; 2 wrong usage.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { NoBrowser, launch } from "./browser.mjs";
import { start } from "./emulator.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
// An operation of each service that needs no field filled in by hand: what it is called, and what its answer holds.
const TRIED = { apig: ["ListAppQuotas", "quotas"], roma: ["ListAppQuotas", "quotas"], iam: ["KeystoneListProjects", "projects"] };

const HOSTILE = `
openapi: 3.0.3
info: {title: '<img src=x onerror="hit=1">', version: '1', description: '<script>hit=2</script><img src="http://other.example/x" onerror="hit=3">'}
servers: [{url: 'http://other.example'}]
paths:
  /things:
    get:
      operationId: ListThings
      summary: '<svg onload="hit=4">'
      description: '[click](javascript:hit=5) <iframe srcdoc="<script>parent.hit=6</script>"></iframe><a href="javascript:hit=7">x</a>'
      responses:
        '200': {description: '<img src=x onerror="hit=8">', content: {application/json: {example: {a: '<img src=x onerror="hit=9">'}, schema: {type: object}}}}
`;

let failed = 0;

function expect(holds, what, details) {
  if (holds) return;
  failed += 1;
  console.error(`error: ${what}`, details ?? "");
}

// A page at this address, once it shows as many operations as it should, with all that it complained of and asked for.
async function open(browser, url, operations) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 1400 });
  const seen = { complaints: [], foreign: [] };
  const origin = new URL(url).origin;
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && new URL(request.url()).origin !== origin) seen.foreign.push(request.url());
  });
  await page.goto(url, { waitUntil: "load" });
  const count = (wanted) => document.querySelectorAll(".opblock").length >= wanted;
  await page.waitForFunction(count, { timeout: 60_000 }, operations).catch(() => {});
  return { page, seen };
}

async function settle(page) {
  await page.waitForNetworkIdle({ idleTime: 300, timeout: 60_000 });
}

async function look(browser, base, service, operations, shots) {
  const { page, seen } = await open(browser, `${base}/?service=${service}`, operations.length);
  const listed = await page.$$eval(".opblock", (blocks) => blocks.map((block) => block.id.split("-").at(-1)));
  const wanted = operations.map((line) => line.split(" ")[0]);
  expect(JSON.stringify(listed.toSorted()) === JSON.stringify(wanted.toSorted()), `${service}: other operations`, { listed, wanted });
  if (shots) await page.screenshot({ path: join(shots, `${service}.png`) });

  // One token does for all services.
  if ((await page.$eval("#caller", (caller) => caller.textContent)) === "") await page.click("#login");
  await page.waitForFunction(() => document.querySelector("#caller").textContent !== "", { timeout: 60_000 });
  const caller = await page.$eval("#caller", (text) => text.textContent);
  const [name, field] = TRIED[service] ?? [];
  if (name !== undefined) {
    const block = await page.$(`.opblock[id$="-${name}"]`);
    // Not by the mouse: what opens is still moving.
    for (const button of [".opblock-summary-control", "button.execute"]) {
      await (await block.waitForSelector(button)).evaluate((found) => found.click());
    }
    const status = await block.waitForSelector(".live-responses-table tr.response .response-col_status", { timeout: 60_000 });
    const text = await status.evaluate((cell) => cell.textContent);
    const body = await block.$eval(".live-responses-table .highlight-code", (code) => code.textContent);
    expect(text.startsWith("200") && body.includes(`"${field}"`), `${service}: ${name} is answered by ${text}`, body.slice(0, 500));
    if (shots) {
      await block.scrollIntoView();
      await page.screenshot({ path: join(shots, `${service}-tried.png`) });
    }
  }
  await settle(page);
  expect(seen.complaints.length === 0, `${service}: the browser complains`, seen.complaints);
  expect(seen.foreign.length === 0, `${service}: other hosts are asked`, seen.foreign);
  console.log(`${service}: ${listed.length} operations${name ? `, ${name} tried` : ""} (${caller})`);
  await page.close();
}

// Nothing that a description says runs, or is fetched from elsewhere.
async function lookAtHostile(browser) {
  const folder = mkdtempSync(join(tmpdir(), "apig-page-"));
  writeFileSync(join(folder, "openapi.yaml"), HOSTILE);
  const emulator = await start(ROOT, ["--spec", folder]);
  try {
    const { page } = await open(browser, emulator.url, 1);
    const answered = [];
    page.on("response", (response) => new URL(response.url()).hostname === "other.example" && answered.push(response.url()));
    await page.click(".opblock-summary-control");
    for (const link of await page.$$(".opblock a")) await link.click().catch(() => {});
    await settle(page);
    const hit = await page.evaluate(() => globalThis.hit);
    expect(hit === undefined && answered.length === 0, "a description ran", { hit, answered });
    console.log("a hostile spec: nothing runs");
  } finally {
    emulator.stop();
    rmSync(folder, { recursive: true });
  }
}

async function main() {
  let options;
  try {
    options = parseArgs({ options: { shots: { type: "string" } }, allowPositionals: true });
    if (options.positionals.length > 1) throw new Error("one URL at most");
  } catch (error) {
    console.error(`error: ${error.message}`);
    return 2;
  }
  const { shots } = options.values;
  if (shots) mkdirSync(shots, { recursive: true });
  const browser = await launch(TARGET);
  const emulator = options.positionals.length === 0 ? await start(ROOT) : { url: options.positionals[0], stop() {} };
  try {
    const { services } = await (await fetch(emulator.url)).json();
    for (const [service, operations] of Object.entries(services)) await look(browser, emulator.url, service, operations, shots);
    if (options.positionals.length === 0) await lookAtHostile(browser);
  } finally {
    emulator.stop();
    await browser.close();
  }
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    const isSkipped = error instanceof NoBrowser;
    console.error(isSkipped ? `skipped: ${error.message}` : error);
    process.exitCode = isSkipped ? 0 : 1;
  },
);
