/** Lines from one process to another, until they end. */
export interface Channel {
  readonly put: (line: string) => void;
  readonly end: () => void;
  readonly lines: AsyncIterable<string>;
}

export function newChannel(): Channel {
  const waiting: string[] = [];
  let isOver = false;
  let wake: () => void = () => undefined;
  async function* read(): AsyncGenerator<string> {
    for (;;) {
      const line = waiting.shift();
      if (line !== undefined) yield line;
      else if (isOver) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    put: (line) => {
      waiting.push(line);
      wake();
    },
    end: () => {
      isOver = true;
      wake();
    },
    lines: read(),
  };
}
