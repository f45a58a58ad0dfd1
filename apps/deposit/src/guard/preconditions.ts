import { refusals } from '../http/refusal.js';
import type { CampusTree } from '../tree/campus-tree.js';
import type { LockedChange, LockHolder, LockTable } from '../tree/lock-table.js';
import { isPlaceHolder, nodesOf, type TreeNode } from '../tree/node.js';
import { checkEtags, type EtagConditions } from './etag-conditions.js';
import { holds, type IfHeader } from './if-header.js';
import { keyOf, type ResourcePath } from './resource-path.js';
import type { Verb } from './verbs.js';

export interface Intent {
  readonly verb: Verb;
  readonly path: ResourcePath;
  readonly tree: CampusTree;
  readonly holder: LockHolder;
  readonly ifHeader: IfHeader | undefined;
  readonly etags: EtagConditions;
  /** Undefined for all but MOVE and COPY. */
  readonly transfer: Transfer | undefined;
}

export interface Transfer {
  readonly destination: ResourcePath;
  readonly overwrite: boolean;
  /** The collection alone, without its members. */
  readonly isShallow: boolean;
}

/**
 * Everything that must be true of the tree before a verb may run: the `If` header holds, and then `checkChange`.
 *
 * @throws Refusal 403, 404, 405, 409, 412, 423 or 507
 */
export function checkPreconditions(intent: Intent, locks: LockTable, now: Date): void {
  checkIf(intent, locks, now);
  checkChange(intent, locks, now);
}

/**
 * What may cease to be true while a body comes in, and is asked again after it: locks are open, what must stay stays,
 * there is room; then, as RFC 9110 §13.2.1 wants it, `If-Match` and `If-None-Match`. Not the `If` header: a lock that
 * expired during a long upload is in nobody's way.
 *
 * @throws Refusal 403, 404, 405, 409, 412, 423 or 507
 */
export function checkChange(intent: Intent, locks: LockTable, now: Date): void {
  for (const change of changesOf(intent)) locks.assertFree(change, intent.holder, now);
  checkEtags(intent.etags, intent.tree.find(intent.path));
}

function checkIf({ ifHeader, path, tree }: Intent, locks: LockTable, now: Date): void {
  if (ifHeader === undefined) return;
  const isTrue = holds(ifHeader, path, (resource) => {
    // Another campus's resources are, to this account, as if they were not there.
    if (resource[0] !== path[0]) return { etag: undefined, tokens: new Set() };
    const node = tree.find(resource);
    return {
      etag: node?.kind === 'file' ? node.content.etag : undefined,
      tokens: new Set(locks.covering(resource, now).map(({ token }) => token)),
    };
  });
  if (!isTrue) throw refusals.preconditionFailed();
}

function changesOf(intent: Intent): LockedChange[] {
  const { verb, path, tree } = intent;
  const node = tree.find(path);
  switch (verb) {
    case 'OPTIONS':
    case 'UNLOCK':
      return [];
    case 'GET':
    case 'HEAD':
    case 'PROPFIND':
      existing(node, intent);
      return [];
    case 'PROPPATCH':
      existing(node, intent);
      return [{ path, touchesParent: false, isDeep: false }];
    case 'PUT':
      if (node?.kind === 'collection') throw refusals.isCollection();
      tree.parentFor(path);
      return [{ path, touchesParent: node === undefined, isDeep: false }];
    case 'LOCK':
      if (tree.isFixed(path)) throw refusals.fixedCollection();
      return node === undefined ? [{ path, touchesParent: true, isDeep: false }] : [];
    case 'MKCOL':
      if (node !== undefined) throw refusals.collectionExists();
      tree.parentFor(path);
      return [{ path, touchesParent: true, isDeep: false }];
    case 'DELETE':
      existing(node, intent);
      if (tree.isFixed(path)) throw refusals.fixedCollection();
      return [{ path, touchesParent: true, isDeep: true }];
    case 'COPY':
    case 'MOVE':
      return transferChanges(intent, existing(node, intent));
  }
}

function transferChanges({ verb, path, tree, holder, transfer }: Intent, node: TreeNode): LockedChange[] {
  if (transfer === undefined) throw refusals.destinationMissing();
  const { destination, overwrite, isShallow } = transfer;
  if (destination[0] !== path[0]) throw refusals.notYourCampus();
  if (keyOf(destination) === keyOf(path)) throw refusals.intoItself();
  if ((verb === 'MOVE' && tree.isFixed(path)) || tree.isFixed(destination)) throw refusals.fixedCollection();
  if (node.kind === 'collection' && tree.areNested(path, destination)) throw refusals.intoItself();
  const replaced = tree.find(destination);
  tree.parentFor(destination);
  if (replaced?.kind === 'collection' && tree.areNested(path, destination)) throw refusals.intoItself();
  if (replaced !== undefined && !overwrite) throw refusals.alreadyExists();
  const isNew = verb === 'COPY';
  const { levels, placeHolders, ...size } = sizeOf(node, isShallow);
  tree.assertRoomFor(
    destination,
    isNew ? { ...size, levels, placeHolders: { login: holder.login, count: placeHolders } } : { levels },
  );
  const changes = [{ path: destination, touchesParent: replaced === undefined, isDeep: true }];
  if (verb === 'MOVE') changes.push({ path, touchesParent: true, isDeep: true });
  return changes;
}

function existing(node: TreeNode | undefined, { path, tree }: Intent): TreeNode {
  if (node !== undefined) return node;
  const code = path[1];
  // 404 and not 403 as for what would be stored there: programs look for a file before they send it.
  if (code !== undefined && tree.find(path.slice(0, 2)) === undefined) throw refusals.nothingCalled(code);
  throw refusals.notFound();
}

function sizeOf(
  node: TreeNode,
  isShallow: boolean,
): { files: number; placeHolders: number; collections: number; bytes: number; levels: number } {
  const size = {
    files: 0,
    placeHolders: 0,
    collections: 0,
    bytes: 0,
    levels: isShallow ? 0 : levelsBelow(node),
  };
  for (const each of isShallow ? [node] : nodesOf(node)) {
    if (each.kind === 'collection') size.collections += 1;
    else if (isPlaceHolder(each)) size.placeHolders += 1;
    else {
      size.files += 1;
      size.bytes += each.content.sizeBytes;
    }
  }
  return size;
}

function levelsBelow(node: TreeNode): number {
  if (node.kind === 'file') return 0;
  return Math.max(0, ...[...node.children.values()].map((child) => 1 + levelsBelow(child)));
}
