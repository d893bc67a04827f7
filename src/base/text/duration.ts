import { badInput } from "../errors.js";

const UNITS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** Seconds in "40h", "90m", "1h30m" or "1.5h"; null for what is no such text, and for nothing at all. */
export function parseDuration(text: string): number | null {
  if (
    !/^(?:\d+(?:\.\d+)?d)?(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?$/.test(text)
  ) {
    return null;
  }
  const parts = [...text.matchAll(/([\d.]+)([dhms])/g)];
  const seconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
  return seconds > 0 ? seconds : null;
}

/** "45 s", "12 min", "3 h 20 min": as exact as an estimate deserves. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The seconds of an option's text. @throws AmtlError (2) for an invalid duration. */
export function readDuration(where: string, text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== null) return seconds;
  throw badInput("Invalid duration", {
    where,
    expected: "a number with its unit, such as 40h, 90m or 1h30m",
    got: text,
  });
}
