import assert from "node:assert/strict";
import { buildLayout } from "../../../../src/experiment/layout/layout.js";
import { foundRules } from "../../../../src/methods/plugins/jmrl/found-rules.js";

const LAYOUT = buildLayout({ segments: [2], lambda: 1 }, ["a", "b"]);
/** No relation, a and b; each again as an inverse; identity. */
const [CLASSES, CHANNELS] = [3, 7];
const B = 2;
const [INVERSE_A, IDENTITY] = [CLASSES + 1, 2 * CLASSES];

/** Of head b the path a⁻¹(x, z), b(z, y); of head a just b(x, y), and against it; as many rules of each as asked for. */
function weights(rules: number): ReadonlyMap<string, Float32Array> {
  const atoms = new Float32Array(CLASSES * 2 * rules * CHANNELS);
  const set = (head: number, step: number, channel: number): void => {
    for (let rule = 0; rule < rules; rule++) {
      atoms[((head * 2 + step) * rules + rule) * CHANNELS + channel] = 50;
    }
  };
  set(2, 1, INVERSE_A);
  set(2, 0, B);
  set(1, 1, IDENTITY);
  set(1, 0, B);
  return new Map([
    ["diff_w", atoms],
    [
      "diff_weights",
      Float32Array.from([9, -0.5, 2].flatMap((each) => Array<number>(rules).fill(each))),
    ],
  ]);
}

const DOCUMENT = {
  facts: [
    { h: 1, t: 0, r: "a", evidence: [] },
    { h: 1, t: 2, r: "b", evidence: [] },
    { h: 1, t: 3, r: "b", evidence: [] },
    { h: 0, t: 2, r: "b", evidence: [] },
  ],
};

const sourceOf = (rules: number) => ({
  layout: LAYOUT,
  params: { rules, atoms: 2, maskNone: true },
  documents: [{ ...DOCUMENT, entities: [] }],
  weights: () => Promise.resolve(weights(rules)),
});

describe("JMRL's rules as people read them", () => {
  it("are one where they read alike, as strong as all of them", async () => {
    const one = await foundRules(sourceOf(1), 10);
    const three = await foundRules(sourceOf(3), 10);
    assert.deepEqual(
      three.map((rule) => ({ ...rule, strength: rule.strength.toFixed(5) })),
      one.map((rule) => ({ ...rule, strength: (3 * rule.strength).toFixed(5) })),
    );
  });

  it("are the largest channels of each atom as a path, with what labels say of it", async () => {
    const found = await foundRules(sourceOf(1), 10);
    assert.deepEqual(
      found.map(({ body, head, confidence, support }) => ({ body, head, confidence, support })),
      [
        {
          body: [
            { relation: "a", from: "z", to: "x" },
            { relation: "b", from: "z", to: "y" },
          ],
          head: { relation: "b", from: "x", to: "y" },
          confidence: 0.5,
          support: 2,
        },
        {
          body: [{ relation: "b", from: "x", to: "y" }],
          head: { relation: "a", from: "x", to: "y" },
          confidence: 0,
          support: 3,
        },
      ],
    );
    assert.ok(Math.abs(found[0].strength - Math.tanh(2)) < 1e-5);
    assert.ok(Math.abs(found[1].strength + Math.tanh(0.5)) < 1e-5);
  });
});
