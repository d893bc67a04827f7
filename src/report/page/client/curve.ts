import { cells, runs as allRuns } from "./data.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [400, 150, 34, 16];

/** Draws how the runs of a cell did on dev, epoch by epoch: a thin line a seed, the mean thick. */
export async function drawCurve(id: string, seeds: Element): Promise<void> {
  const ids = cells.get(id)?.ours.runs ?? [];
  const runs = (await allRuns).filter((run) => ids.includes(run.id) && run.dev.length > 1);
  if (runs.length === 0) return;
  const points = runs.flatMap(({ dev }) => dev);
  const last = Math.max(...points.map(([epoch]) => epoch));
  const first = Math.min(...points.map(([epoch]) => epoch));
  const low = Math.min(...points.map(([, f1]) => f1));
  const high = Math.max(...points.map(([, f1]) => f1));
  const x = (epoch: number): number =>
    LEFT + ((epoch - first) / Math.max(1, last - first)) * (WIDTH - LEFT - 6);
  const y = (f1: number): number =>
    6 + ((high - f1) / Math.max(1e-9, high - low)) * (HEIGHT - BOTTOM - 12);
  const line = (dev: readonly (readonly [number, number])[], name: string): string =>
    `<polyline class="${name}" points="${dev.map(([epoch, f1]) => `${x(epoch).toFixed(1)},${y(f1).toFixed(1)}`).join(" ")}"/>`;
  const epochs = [...new Set(points.map(([epoch]) => epoch))].sort((a, b) => a - b);
  const means = epochs.flatMap((epoch) => {
    const found = runs.flatMap(({ dev }) => dev.filter(([at]) => at === epoch));
    if (found.length < runs.length) return [];
    return [[epoch, found.reduce((sum, [, f1]) => sum + f1, 0) / found.length] as const];
  });
  const place = document.createElement("div");
  seeds.after(place);
  place.innerHTML = `<p class="soft">F1 on dev by epoch: a line a seed, the mean thick</p><svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="F1 on dev by epoch, from ${low.toFixed(1)} to ${high.toFixed(1)}">${runs.map(({ dev }) => line(dev, "seed")).join("")}${line(means, "mean")}<text x="0" y="12">${high.toFixed(1)}</text><text x="0" y="${HEIGHT - BOTTOM}">${low.toFixed(1)}</text><text x="${LEFT}" y="${HEIGHT - 2}">${first}</text><text x="${WIDTH - 20}" y="${HEIGHT - 2}">${last}</text></svg>`;
}
