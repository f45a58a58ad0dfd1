import { refusals } from '../http/refusal.js';
import { belowMount, decodeTarget, type ResourcePath } from './resource-path.js';

/** One condition of RFC 4918 §10.4. */
interface Condition {
  readonly isNegated: boolean;
  readonly kind: 'token' | 'etag';
  readonly value: string;
}

interface ConditionList {
  /** The resource the list speaks of; undefined: the one of the request. `elsewhere` is on no tree of ours. */
  readonly resource: ResourcePath | 'elsewhere' | undefined;
  readonly conditions: readonly Condition[];
}

export interface IfHeader {
  readonly lists: readonly ConditionList[];
  /** Every lock token shown, negated or not: showing it is what opens a lock. */
  readonly tokens: ReadonlySet<string>;
}

/** What the conditions are compared with. */
export interface ResourceState {
  readonly etag: string | undefined;
  readonly tokens: ReadonlySet<string>;
}

const MAX_LISTS = 64;
const MAX_CONDITIONS = 256;

/** @throws Refusal 400 */
export function parseIfHeader(header: string): IfHeader {
  const lists: ConditionList[] = [];
  const tokens = new Set<string>();
  let rest = header.trim();
  let resource: ConditionList['resource'];
  let conditions = 0;
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (match === null) return undefined;
    rest = rest.slice(match[0].length).trimStart();
    return match[1] ?? '';
  };
  while (rest !== '') {
    const tag = take(/^<([^<>]*)>/);
    if (tag !== undefined) resource = resourceOf(tag);
    if (take(/^(\()/) === undefined) throw refusals.malformedHeader('If');
    const list: Condition[] = [];
    while (take(/^(\))/) === undefined) {
      const isNegated = take(/^(not)(?=[\s<[])/i) !== undefined;
      const token = take(/^<([^<>]*)>/);
      const etag = token === undefined ? take(/^\[\s*((?:W\/)?"[^"]*")\s*\]/) : undefined;
      const value = token ?? etag;
      conditions += 1;
      if (value === undefined || conditions > MAX_CONDITIONS) throw refusals.malformedHeader('If');
      if (token !== undefined) tokens.add(token);
      list.push({ isNegated, kind: token === undefined ? 'etag' : 'token', value });
    }
    if (list.length === 0 || lists.length >= MAX_LISTS) throw refusals.malformedHeader('If');
    lists.push({ resource, conditions: list });
  }
  if (lists.length === 0) throw refusals.malformedHeader('If');
  return { lists, tokens };
}

/** True when one list holds entirely. */
export function holds(
  { lists }: IfHeader,
  requested: ResourcePath,
  stateOf: (path: ResourcePath) => ResourceState,
): boolean {
  return lists.some(({ resource, conditions }) => {
    const state =
      resource === 'elsewhere'
        ? { etag: undefined, tokens: new Set<string>() }
        : stateOf(resource ?? requested);
    return conditions.every(({ isNegated, kind, value }) => {
      const isMet = kind === 'token' ? state.tokens.has(value) : state.etag === value;
      return isMet !== isNegated;
    });
  });
}

function resourceOf(tag: string): ResourcePath | 'elsewhere' {
  try {
    return belowMount(decodeTarget(tag)) ?? 'elsewhere';
  } catch {
    return 'elsewhere';
  }
}
