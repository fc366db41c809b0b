#!/usr/bin/env node
// Starts the program that npm installed for this system.
"use strict";
const { spawn } = require("node:child_process");

const name = `bedside-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "bedside.exe" : "bedside";
let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(
    `error: the package \`${name}\` with the program for this system is not installed\n` +
      "  = help: install again without `--omit=optional` or `--no-optional`\n" +
      "  = help: if npm finds no such package, Bedside is not made for this system",
  );
  process.exit(1);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// A terminal sends Ctrl-C to both; the program decides when it has ended. Other signals are handed on.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("error", (error) => {
  console.error(`error: ${program} did not start: ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code ?? 1);
  }
});
