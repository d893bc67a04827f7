import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on 127.0.0.1 that answers by the handler set last, and remembers what it was asked. */
export interface TestServer {
  readonly url: (path: string) => string;
  readonly requests: IncomingMessage[];
  answer: Handler;
  readonly close: () => Promise<void>;
}

export async function startServer(answer: Handler): Promise<TestServer> {
  const server = createServer((request, response) => {
    state.requests.push(request);
    state.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const state: TestServer = {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests: [],
    answer,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
  return state;
}

export interface Serving {
  readonly content: Buffer;
  readonly etag?: string;
  /** Cut the connection after so many bytes of the body. */
  readonly cutAfter?: number;
  readonly ignoreRange?: boolean;
}

/** Answers as a file server does: whole, or from a byte on when the version is still the same. */
export function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { content, etag, cutAfter, ignoreRange = false }: Serving,
): void {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const condition = request.headers["if-range"];
  const partial = range !== null && !ignoreRange && (condition === undefined || condition === etag);
  const start = partial ? Number(range[1]) : 0;
  if (partial && start >= content.length) {
    response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
    return;
  }
  const body = content.subarray(start);
  response.writeHead(partial ? 206 : 200, {
    "content-length": body.length,
    ...(etag === undefined ? {} : { etag }),
    ...(partial
      ? { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` }
      : {}),
  });
  if (cutAfter === undefined || cutAfter >= body.length) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, cutAfter), () => response.destroy());
}
