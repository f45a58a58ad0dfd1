import type { StructurePlan } from './plan.js';

/**
 * The plan as one text, the same for the same plan: what a person approves is the hash of it.
 * @param sessionDigest order-free digest of the session differences, made where they are compared
 */
export function canonicalPlan({
  structure,
  sessionDigest,
}: {
  readonly structure: StructurePlan;
  readonly sessionDigest: string;
}): string {
  const memberships = structure.groups.map(({ key, members }) => ({ key, members }));
  return canonicalJson({
    changes: structure.changes.map(canonicalJson).sort(),
    memberships: memberships.map(canonicalJson).sort(),
    sessions: sessionDigest,
  });
}

/** JSON with the properties of every object in alphabetical order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, property]) => property !== undefined);
    const properties = entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${properties.map(([key, property]) => `${JSON.stringify(key)}:${canonicalJson(property)}`).join()}}`;
  }
  return JSON.stringify(value);
}
