/** What says nothing: where pointers go, defaults, and shapes without extent. */
const EMPTY = [
  / (?:pointer-events="none"|opacity="1"|stroke-width="1"|y2="0"|font-weight="normal")/g,
  / role="graphics-(?:object|symbol)"(?: aria-roledescription="[^"]*")?/g,
  / (?:aria-hidden="true"|class="(?:foreground|background)")/g,
  /<path(?: d="(?:M0,0h0v0h0Z)?"| display="none")*\/>/g,
];

/** Attributes that a group hands down to what is in it. */
const INHERITED =
  / (?:font-family|font-size|font-weight|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|text-anchor)="[^"]*"/g;

const GROUP = /<g class="mark-[^"]*">((?:<(?:path|line|text) [^>]*(?:\/>|>[^<]*<\/text>))+)<\/g>/g;

/**
 * The picture of a plot in a third of its size: places to a tenth of a pixel, and what all marks of a group have in
 * common said once. A page holds many pictures.
 */
export function compactSvg(svg: string): string {
  const bare = EMPTY.reduce((text, pattern) => text.replaceAll(pattern, ""), svg);
  const [head = ""] = /^<svg[^>]*>/.exec(svg) ?? [];
  const body = bare.replace(/^<svg[^>]*>/, "");
  return head + inTenths(body).replaceAll(GROUP, (_, marks: string) => handedDown(marks));
}

const inTenths = (svg: string): string =>
  svg.replaceAll(/ (?:d|transform|x2|y2)="[^"]*"/g, (attribute) =>
    attribute.replaceAll(/-?\d*\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10)),
  );

function handedDown(marks: string): string {
  const elements = marks.match(/<(?:path|line|text) [^>]*>/g) ?? [];
  const lists = elements.map((each): readonly string[] => each.match(INHERITED) ?? []);
  const common = lists[0].filter((each) => lists.every((list) => list.includes(each)));
  const rest = common.reduce((text, each) => text.replaceAll(each, ""), marks);
  return `<g${common.join("")}>${rest}</g>`;
}
