// A running emulator: built if it must be, on a free port, gone at the end. Knows cargo and the first line that the program prints.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export async function start(root, args = []) {
  const cargo = ["run", "--quiet", "--locked", "--package", "apig-emulator", "--", "--port", "0", "--quiet", ...args];
  const child = spawn(process.env.CARGO ?? "cargo", cargo, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/^(http:\S+) answers /)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { url, stop: () => child.kill("SIGINT") };
    }
  }
  throw new Error("the emulator did not start");
}
