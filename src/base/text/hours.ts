/** "0.4 h", "12 h", "40 s": two figures are more than an estimate deserves. */
export function hoursText(hours: number): string {
  if (hours === 0) return "0";
  const seconds = hours * 3600;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return hours < 10 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
}
