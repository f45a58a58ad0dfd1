import type { ThresholdVerdict } from '../thresholds/threshold.js';
import type { StructurePlan } from './plan.js';

/**
 * What a person is shown and approves, as one text, of which the hash is taken: the changes, and the blocking thresholds
 * they exceed. An alarm that rings after the approval (a closure typed since, a limit lowered) was not shown. In pieces: the whole
 * text of a large school's plan is never held.
 * @param sessionDigest order-free digest of the session differences, made where they are compared
 */
export function* canonicalPlan({
  structure,
  sessionDigest,
  verdicts = [],
}: {
  readonly structure: StructurePlan;
  readonly sessionDigest: string;
  readonly verdicts?: readonly Pick<ThresholdVerdict, 'code' | 'blocking' | 'exceeded'>[];
}): Generator<string, void, undefined> {
  const blockedBy = verdicts.filter(({ blocking, exceeded }) => blocking && exceeded).map(({ code }) => code);
  yield `{"blockedBy":${canonicalJson(blockedBy.sort())},"changes":`;
  yield* inAnyOrder(structure.changes);
  yield ',"memberships":';
  yield* inAnyOrder(structure.groups.map(({ key, members }) => ({ key, members })));
  yield `,"sessions":${canonicalJson(sessionDigest)}}`;
}

/** The same pieces for the same values, whatever their order. */
function* inAnyOrder(values: readonly unknown[]): Generator<string, void, undefined> {
  let before = '[';
  for (const text of values.map(canonicalJson).sort()) {
    yield `${before}${JSON.stringify(text)}`;
    before = ',';
  }
  yield values.length === 0 ? '[]' : ']';
}

/** JSON with the properties of every object in alphabetical order. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, property]) => property !== undefined);
    const properties = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${properties.map(([key, property]) => `${JSON.stringify(key)}:${canonicalJson(property)}`).join()}}`;
  }
  return JSON.stringify(value);
}
