// A headless browser: the one that `CHROME` names, one that is installed, or the one that comes in an npm package. Knows where
// browsers come from; must not know what is looked at.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const INSTALLED = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];

// Why there is none; the proof is skipped then.
export class NoBrowser extends Error {}

export async function launch() {
  const { resolve } = createRequire(join(process.env.INTEROP_NODE, "any.js"));
  const load = async (name) => (await import(pathToFileURL(resolve(name)))).default;
  const puppeteer = await load("puppeteer-core");
  const own = process.env.CHROME ?? INSTALLED.map(found).find(Boolean);
  if (own !== undefined) return start(puppeteer, own, ["--no-sandbox"], true);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new NoBrowser("no browser is installed, and the npm package has one for Linux on x64 only; CHROME may name one");
  }
  const chromium = await load("@sparticuz/chromium");
  return start(puppeteer, await chromium.executablePath(), chromium.args, "shell");
}

async function start(puppeteer, executablePath, args, headless) {
  try {
    return await puppeteer.launch({ executablePath, args, headless });
  } catch (error) {
    throw new NoBrowser(`${executablePath} does not start: ${error.message.split("\n")[0]}`);
  }
}

function found(name) {
  try {
    return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
}
