import { groupBy } from '../collections/group-by.js';
import type { Change, KindCounts } from './plan.js';

/** Counts of one kind from its changes. @param unchanged how many were found on both sides with nothing to write */
export function countChanges(changes: readonly Change[], unchanged: number): KindCounts {
  const count = (type: Change['type']) => changes.filter((change) => change.type === type).length;
  return {
    created: count('created'),
    modified: count('modified'),
    renamed: count('renamed'),
    deleted: count('deleted'),
    unchanged: unchanged + count('unchanged'),
  };
}

/**
 * Pairs what disappeared with what appeared when both have the same signature and nobody else on either side has: the
 * same thing under another name. An empty signature says nothing and pairs nothing.
 */
export function pairBySignature<A, B>(
  gone: readonly A[],
  appeared: readonly B[],
  signature: { readonly ofGone: (entry: A) => string; readonly ofAppeared: (entry: B) => string },
): Map<B, A> {
  const before = groupBy(gone, signature.ofGone);
  const pairs = new Map<B, A>();
  for (const [key, after] of groupBy(appeared, signature.ofAppeared)) {
    const candidates = before.get(key) ?? [];
    const [only, candidate] = [after[0], candidates[0]];
    if (key === '' || only === undefined || candidate === undefined) continue;
    if (after.length === 1 && candidates.length === 1) pairs.set(only, candidate);
  }
  return pairs;
}

/** A key nobody has yet: the wanted one, else `wanted-2`, `wanted-3`… Takes it. */
export function takeKey(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let rank = 2; taken.has(key); rank += 1) key = `${wanted}-${rank}`;
  taken.add(key);
  return key;
}
