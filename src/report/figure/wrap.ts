/** Parts side by side, in as many lines as the width needs; only a part that is wider by itself makes a longer line. */
export function wrap(parts: readonly string[], width: number, joint: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + joint.length + part.length > width) lines.push(part);
    else lines[lines.length - 1] = last + joint + part;
  }
  return lines;
}
