// A program that misbehaves as its argument says: `node bad-program.js ACT FOLDER`. Needs nothing of the project.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clearInterval, setInterval } from "node:timers";

const [act, folder] = process.argv.slice(2);
const spec = JSON.parse(readFileSync(join(folder, "spec.json"), "utf8"));
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const fact = { title: "FIRST", h_idx: 0, t_idx: 1, r: spec.relations[0], score: 0.5 };
const line = (changes) => `${JSON.stringify({ ...fact, ...changes })}\n`;
const hang = () => setInterval(() => undefined, 1000);
const good = line({}) + line({ title: "SECOND" });

function busy(write) {
  let beats = 0;
  const timer = setInterval(() => {
    write();
    if (++beats < 30) return;
    clearInterval(timer);
    finish();
  }, 100);
}

function finish(text = good, summary = {}) {
  for (const { documents, predictions } of spec.evaluate) {
    const [first, second] = JSON.parse(readFileSync(documents, "utf8"));
    const own = text.replaceAll("FIRST", first.title).replaceAll("SECOND", second.title);
    writeFileSync(predictions, own);
  }
  say({ type: "summary", schema: 1, trainId: spec.trainId, ...summary });
}

const ACTS = {
  good: () => finish(),
  garbage: () => {
    process.stdout.write(
      '{"torn\n\u0000\u0001\n{"type":"other"}\n{\'loss\': 0.5}\nEpoch 1: 100%\n',
    );
    finish();
  },
  // 1.1 million characters before the first line feed, and the summary behind the last bar.
  bar: () => {
    for (let i = 0; i < 14000; i++) process.stdout.write(`\r${i}/14000 [${"#".repeat(70)}]`);
    finish();
  },
  array: () => finish(`[${good.trim().replace("\n", ",")}]`),
  // Each of these takes longer than the silence that is allowed.
  "bar-on-stdout": () => busy(() => process.stdout.write("\r##")),
  "bar-on-stderr": () => busy(() => process.stderr.write("\r##")),
  "log-on-stderr": () => busy(() => process.stderr.write("step\n")),
  "loud-on-stderr": () => {
    for (let i = 0; i < 12; i++) process.stderr.write("x".repeat(2 ** 20));
    process.stderr.write("\nValueError: the last words\n", () => process.exit(1));
  },
  "no-module": () => {
    process.stderr.write("Traceback\nModuleNotFoundError: No module named 'numpi'\n");
    process.exit(1);
  },
  endless: () => {
    const chunk = "x".repeat(65536);
    const write = () => {
      while (process.stdout.write(chunk));
      process.stdout.once("drain", write);
    };
    process.stdout.on("error", () => process.exit(0));
    write();
  },
  silent: hang,
  deaf: () => {
    process.on("SIGTERM", () => undefined);
    say({ type: "progress", step: 1, steps: 2 });
    hang();
  },
  crash: () => {
    process.stderr.write("Traceback (most recent call last):\nValueError: it broke\n");
    process.exit(1);
  },
  killed: () => process.kill(process.pid, "SIGKILL"),
  "no-summary": () => process.exit(0),
  "no-predictions": () => say({ type: "summary", schema: 1, trainId: spec.trainId }),
  "other-run": () => finish(good, { trainId: "f".repeat(64) }),
  "other-schema": () => finish(good, { schema: 2 }),
  "bad-message": () => {
    say({ type: "progress", step: "one", steps: 2 });
    finish();
  },
  "nan-loss": () => {
    process.stdout.write('{"type": "progress", "step": 3, "steps": 9, "loss": NaN}\n');
    hang();
  },
  failed: () => {
    say({ type: "failed", kind: "out-of-memory", message: "CUDA out of memory: 80 GiB asked" });
    process.exit(1);
  },
  "unknown-title": () => finish(good + line({ title: "No such document" })),
  "other-split": () => {
    const [{ title }] = JSON.parse(readFileSync(spec.dev, "utf8"));
    finish(good + line({ title }));
  },
  "no-entity": () => finish(good + line({ t_idx: 999 })),
  "negative-entity": () => finish(line({ h_idx: -1 })),
  "unknown-relation": () => finish(good + line({ r: "P0" })),
  twice: () => finish(good + line({ score: 0.1 })),
  "no-field": () => finish(good + line({ h_idx: undefined })),
  "nan-score": () => finish(good.replace("0.5", "NaN")),
  torn: () => finish((good + line({ t_idx: 0 })).slice(0, -12)),
};
ACTS[act]();
