import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";

/** The browser of this machine; null where there is none: tests of pages are skipped then, visibly. */
export const CHROMIUM: string | null =
  ["chromium", "chromium-browser", "google-chrome"].find(
    (name) => spawnSync(name, ["--version"]).status === 0,
  ) ?? null;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A page in a headless browser, driven by its DevTools protocol over pipes. */
export class Page {
  /** What the page wrote to its console, errors and refused requests among it. */
  readonly said: string[] = [];
  /** Addresses that it asked for beside its own. */
  readonly requests: string[] = [];
  #next = 0;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #session: string | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    let rest = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\0");
      rest = parts.pop() ?? "";
      for (const part of parts) this.#hear(JSON.parse(part) as Message);
    });
  }

  static async open(
    address: string,
    { width = 1280, height = 900 }: { readonly width?: number; readonly height?: number } = {},
    features: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const folder = mkdtempSync(join(tmpdir(), "page-"));
    const words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    const child = spawn(
      CHROMIUM ?? "chromium",
      [...words, "--remote-debugging-pipe", `--user-data-dir=${folder}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const page = new Page(child, folder);
    const { targetInfos } = await page.send("Target.getTargets");
    const [first] = (targetInfos as { type: string; targetId: string }[]).filter(
      ({ type }) => type === "page",
    );
    const attached = await page.send("Target.attachToTarget", {
      targetId: first.targetId,
      flatten: true,
    });
    page.#session = attached.sessionId as string;
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
    await page.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: 1, mobile: width < 500 },
    });
    await page.show(features);
    await page.goTo(address);
    return page;
  }

  /** Opens an address, or the content of a page. */
  async goTo(address: string): Promise<void> {
    const isContent = address.startsWith("<!doctype");
    const file = join(this.folder, "page.html");
    if (isContent) writeFileSync(file, address);
    await this.send("Page.navigate", { url: isContent ? pathToFileURL(file).href : address });
    for (let tries = 0; tries < 600; tries++) {
      if ((await this.run("document.readyState")) === "complete") return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("Expected the page to load within 30 s");
  }

  /** Media features: { "prefers-color-scheme": "dark" }; `media` "print". */
  async show(features: Readonly<Record<string, string>>, media = ""): Promise<void> {
    await this.send("Emulation.setEmulatedMedia", {
      media,
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  }

  /** The value of an expression in the page. */
  async run(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      ...{ expression, returnByValue: true, awaitPromise: true, userGesture: true },
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  async press(key: string, text?: string): Promise<void> {
    const code = { Tab: 9, Enter: 13, Escape: 27 }[key] ?? key.charCodeAt(0);
    const base = { key, windowsVirtualKeyCode: code, ...(text !== undefined && { text }) };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...base });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...base });
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  /** A picture of the whole page as PNG. */
  async picture(whole = true): Promise<Buffer> {
    const { data } = await this.send("Page.captureScreenshot", { captureBeyondViewport: whole });
    return Buffer.from(data as string, "base64");
  }

  async pdf(): Promise<Buffer> {
    const { data } = await this.send("Page.printToPDF", { preferCSSPageSize: true });
    return Buffer.from(data as string, "base64");
  }

  async close(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
    // Children of the browser may write for a moment still; the synchronous form does not look again.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }

  send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#next;
    const message = { id, method, params, ...(this.#session && { sessionId: this.#session }) };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) => {
        if (error !== undefined) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      });
    });
  }

  #hear(message: Message): void {
    if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
      return;
    }
    const { method, params = {} } = message;
    const said = ["Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"];
    if (said.includes(method ?? "")) this.said.push(JSON.stringify(params));
    if (method === "Network.requestWillBeSent") {
      this.requests.push((params.request as { url: string }).url);
    }
  }
}
