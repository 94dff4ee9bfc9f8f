// The emulator's page in a real browser: that it loads without a complaint and without another host, shows every operation of every
// service, and that its forms are answered. And that no description of a hostile document runs. `cargo xtask interop page` starts it;
// it leaves pictures in `target/interop/page-shown/`.
//
// Exit codes: 0 all is well; 1 something is wrong; 77 there is no browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NoBrowser, launch } from "./browser.mjs";
import { start } from "./emulator.mjs";
import * as hostile from "./hostile.mjs";

const SHOWN = join(process.env.INTEROP_TARGET, "page-shown");
const SKIPPED = 77;
// A busy machine needs it.
const PATIENCE = 60_000;
const ANSWER = ".live-responses-table tr.response .response-col_status";
// An operation of each service that needs no field filled in by hand: what it is called, and what its answer holds.
const TRIED = { apig: ["ListAppQuotas", "quotas"], roma: ["ListAppQuotas", "quotas"], iam: ["KeystoneListProjects", "projects"] };

let failed = 0;

function expect(holds, what, details) {
  if (holds) return;
  failed += 1;
  console.error(`error: ${what}`, details ?? "");
}

// A page at this address, once it shows operations, with all that it complained of and asked for.
async function open(browser, url) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 1600 });
  const seen = { complaints: [], foreign: [] };
  const origin = new URL(url).origin;
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && new URL(request.url()).origin !== origin) seen.foreign.push(request.url());
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForSelector(".opblock", { timeout: PATIENCE }).catch(() => {});
  return { page, seen };
}

// Scrolls from the top to the end of a page, whose viewer makes what is in view and no more, or until something is found.
async function scroll(page, find) {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  await page.evaluate(() => scrollTo(0, 0));
  for (let more = true; more; ) {
    await page.evaluate(frames);
    const found = await find();
    if (found) return found;
    more = await page.evaluate(() => {
      const before = scrollY;
      scrollBy(0, innerHeight / 2);
      return scrollY > before;
    });
  }
}

async function settle(page) {
  await page.waitForNetworkIdle({ idleTime: 300, timeout: PATIENCE });
}

async function look(browser, base, service, operations) {
  const { page, seen } = await open(browser, `${base}/?service=${service}`);
  await page.screenshot({ path: join(SHOWN, `${service}.png`) });
  const shown = new Set();
  await scroll(page, async () => {
    for (const id of await page.$$eval(".opblock", (blocks) => blocks.map((block) => block.id))) shown.add(id);
  });
  const listed = [...shown].map((id) => id.split("-").at(-1));
  const wanted = operations.map((line) => line.split(" ")[0]);
  const missing = wanted.filter((one) => !listed.includes(one));
  const unwanted = listed.filter((one) => !wanted.includes(one));
  expect(!missing.length && !unwanted.length, `${service}: other operations`, { missing, unwanted });

  // One token does for all services.
  if ((await page.$eval("#caller", (caller) => caller.textContent)) === "") await page.click("#login");
  await page.waitForFunction(() => document.querySelector("#caller").textContent !== "", { timeout: PATIENCE });
  const caller = await page.$eval("#caller", (text) => text.textContent);
  const [name, field] = TRIED[service] ?? [];
  if (name !== undefined) {
    const block = await scroll(page, () => page.$(`.opblock[id$="-${name}"]`));
    // Not by the mouse: what opens is still moving.
    const press = async (button) => (await block.waitForSelector(button)).evaluate((found) => found.click());
    await press(".opblock-summary-control");
    // The button is there before the operation behind it is.
    await block.waitForSelector(".opblock-body");
    await block.waitForSelector(".opblock-loading-animation", { hidden: true, timeout: PATIENCE });
    await press("button.execute");
    await block.waitForSelector(ANSWER, { timeout: PATIENCE }).catch(() => {});
    const text = await block.$$eval(ANSWER, (cells) => cells.map((cell) => cell.textContent).join());
    const body = await block.$$eval(".live-responses-table .highlight-code", (codes) => codes.map((code) => code.textContent).join());
    expect(text.startsWith("200") && body.includes(`"${field}"`), `${service}: ${name} is answered by ${text || "nothing"}`, body.slice(0, 500));
    await block.scrollIntoView();
    await page.screenshot({ path: join(SHOWN, `${service}-tried.png`) });
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
  const elsewhere = await hostile.elsewhere();
  writeFileSync(join(folder, "openapi.yaml"), hostile.document(elsewhere.url));
  const emulator = await start("--spec", folder);
  try {
    const { page, seen } = await open(browser, emulator.url);
    await page.click(".opblock-summary-control");
    await settle(page);
    const text = await page.$eval("body", (body) => body.innerText);
    await page.screenshot({ path: join(SHOWN, "hostile.png") });
    const unread = hostile.WORDS.filter((words) => !text.includes(words));
    expect(unread.length === 0, "a hostile document is not shown, which proves nothing", unread);
    for (const link of await page.$$(".opblock a")) await link.click().catch(() => {});
    await settle(page);
    const hit = await page.evaluate(() => globalThis.hit);
    expect(hit === undefined, "a description ran", { hit });
    // The viewer has to take script out by itself; the page's policy is for what it misses.
    const stopped = seen.complaints.filter((text) => /inline|javascript:/i.test(text));
    expect(stopped.length === 0, "only the page's policy kept a description from running", stopped);
    expect(elsewhere.asked.length === 0, "a description made the browser ask another host", elsewhere.asked);
    console.log("a hostile document: looked at");
    await page.close();
  } finally {
    emulator.stop();
    elsewhere.stop();
    rmSync(folder, { recursive: true });
  }
}

async function lookAtServices(browser) {
  const emulator = await start();
  try {
    const { services } = await (await fetch(emulator.url)).json();
    for (const [service, operations] of Object.entries(services)) await look(browser, emulator.url, service, operations);
  } finally {
    emulator.stop();
  }
}

async function main() {
  mkdirSync(SHOWN, { recursive: true });
  const browser = await launch();
  try {
    await lookAtServices(browser);
    await lookAtHostile(browser);
  } finally {
    await browser.close();
  }
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    if (error instanceof NoBrowser) console.log(`no browser: ${error.message}`);
    else console.error(error);
    process.exitCode = error instanceof NoBrowser ? SKIPPED : 1;
  },
);
