import { hrefOf, nameOf, type ResourcePath } from '../guard/resource-path.js';
import { DAV, dav, type XmlElement } from '../xml/xml-element.js';
import type { CampusTree } from '../tree/campus-tree.js';
import type { WebdavLock, LockTable } from '../tree/lock-table.js';
import type { TreeNode } from '../tree/node.js';
import { contentTypeOf } from './content-type.js';

/** A resource whose properties are asked for. */
export interface Described {
  readonly path: ResourcePath;
  readonly node: TreeNode;
  readonly tree: CampusTree;
  readonly locks: LockTable;
  readonly now: Date;
}

type Compute = (of: Described) => readonly (XmlElement | string)[] | undefined;

/**
 * Properties the door computes; undefined where the resource has none of that name. Maps, since clients choose the
 * names that are looked up: an object answers to `constructor` too.
 */
const LIVE: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['creationdate', ({ node }) => [node.createdAt.toISOString().replace(/\.\d+Z$/, 'Z')]],
  ['displayname', ({ path }) => [nameOf(path)]],
  ['getcontentlength', ({ node }) => (node.kind === 'file' ? [String(node.content.sizeBytes)] : undefined)],
  ['getcontenttype', ({ node, path }) => (node.kind === 'file' ? [contentTypeOf(path)] : undefined)],
  ['getetag', ({ node }) => (node.kind === 'file' ? [node.content.etag] : undefined)],
  ['getlastmodified', ({ node }) => [node.modifiedAt.toUTCString()]],
  ['resourcetype', ({ node }) => (node.kind === 'collection' ? [dav('collection')] : [])],
  ['supportedlock', () => ['exclusive', 'shared'].map(lockEntry)],
  ['lockdiscovery', ({ locks, path, now }) => locks.covering(path, now).map((lock) => activeLock(lock, now))],
]);

/** Cheap to ask for by name, left out of « all ». */
const LIVE_ON_DEMAND: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  [
    'quota-available-bytes',
    ({ node, tree }) => (node.kind === 'collection' ? [String(tree.availableBytes())] : undefined),
  ],
  [
    'quota-used-bytes',
    ({ node, tree }) => (node.kind === 'collection' ? [String(tree.usedBytes())] : undefined),
  ],
]);

/** What a client cannot set, because it would be a lie. Its other `DAV:` properties are kept like any property. */
const PROTECTED: readonly string[] = [
  'resourcetype',
  'getcontentlength',
  'getetag',
  'supportedlock',
  'lockdiscovery',
];

export function isProtected({ namespace, name }: XmlElement): boolean {
  return namespace === DAV && PROTECTED.includes(name);
}

export function liveProperty(name: string, of: Described): XmlElement | undefined {
  const value = (LIVE.get(name) ?? LIVE_ON_DEMAND.get(name))?.(of);
  return value === undefined ? undefined : dav(name, ...value);
}

export function allLiveProperties(of: Described): XmlElement[] {
  return [...LIVE.keys()].flatMap((name) => liveProperty(name, of) ?? []);
}

export function lockDiscovery(lock: WebdavLock, now: Date): XmlElement {
  return dav('lockdiscovery', activeLock(lock, now));
}

function activeLock(lock: WebdavLock, now: Date): XmlElement {
  const seconds = Math.max(0, Math.ceil((lock.expiresAt.getTime() - now.getTime()) / 1000));
  return dav(
    'activelock',
    dav('lockscope', dav(lock.isExclusive ? 'exclusive' : 'shared')),
    dav('locktype', dav('write')),
    dav('depth', lock.isDeep ? 'infinity' : '0'),
    ...(lock.owner === undefined ? [] : [lock.owner]),
    dav('timeout', `Second-${seconds}`),
    dav('locktoken', dav('href', lock.token)),
    dav('lockroot', dav('href', hrefOf(lock.path, false))),
  );
}

function lockEntry(scope: string): XmlElement {
  return dav('lockentry', dav('lockscope', dav(scope)), dav('locktype', dav('write')));
}
