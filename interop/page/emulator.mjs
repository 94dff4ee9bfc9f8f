// A running emulator on a free port, gone at the end. Knows the first line that the program prints.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export async function start(...args) {
  const options = { stdio: ["ignore", "pipe", "inherit"] };
  const child = spawn(process.env.INTEROP_EMULATOR, ["--port", "0", "--seed", "1", "--quiet", ...args], options);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/^(http:\S+) answers /)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, stop: () => child.kill("SIGINT") };
    }
  }
  throw new Error("the emulator did not start");
}
