import { isWithin, nameOf, parentOf, type ResourcePath } from '../guard/resource-path.js';
import { refusals } from '../http/refusal.js';
import { DeadProperties } from './dead-properties.js';
import {
  isPlaceHolder,
  newCollection,
  nodesOf,
  releaseAll,
  type CollectionNode,
  type FileNode,
  type TreeNode,
} from './node.js';

/** Limits of one campus's tree. */
export interface TreeQuota {
  /** Place-holders aside. */
  readonly maxFiles: number;
  /** Of one account: what it reserves is in no other's way. */
  readonly maxPlaceHolders: number;
  /** Collections a client made. */
  readonly maxCollections: number;
  /** Segments below the campus. */
  readonly maxDepth: number;
  readonly maxBytes: number;
  readonly lifeMs: number;
}

export const DEFAULT_QUOTA: TreeQuota = {
  maxFiles: 200,
  maxPlaceHolders: 50,
  maxCollections: 200,
  maxDepth: 8,
  maxBytes: 500 * 1024 * 1024,
  lifeMs: 24 * 60 * 60 * 1000,
};

/** One deposit in so many leaves the listing when it is full. */
const LEAVING_SHARE = 20;

interface Room {
  readonly files: number;
  readonly bytes: number;
}

interface ListedFile {
  readonly path: ResourcePath;
  readonly modifiedAt: Date;
  readonly sizeBytes: number;
}

/** What is about to come to a tree. */
export interface Addition {
  readonly files?: number;
  readonly placeHolders?: { readonly login: string; readonly count: number };
  readonly collections?: number;
  readonly bytes?: number;
  /** Below the path at which it comes. */
  readonly levels?: number;
}

/** Why a file is no deposit, though it may have been meant for one. */
export type Mistake = 'elsewhere' | 'unnamed' | 'misnamed';

/** Bytes set aside for an upload that is under way. */
export interface Reservation {
  /** @throws Refusal 507 */
  grow(bytes: number): void;
  /** Before the file itself is counted; the tree stays for as long as the upload is under way. */
  giveBack(): void;
  /** Whatever the upload became. */
  end(): void;
}

/**
 * What one campus has put into the door: `/<campus>/` and one collection per establishment stay, the rest lives a day.
 * In memory, of this process only. Paths start at the campus; the empty path is the collection above it.
 *
 * Deposits are safe elsewhere, so the oldest of them leave the listing rather than keep a new file out.
 */
export class CampusTree {
  readonly #root: CollectionNode;
  readonly #campus: CollectionNode;
  readonly #code: string;
  readonly #usage = { files: 0, collections: 0, bytes: 0 };
  /** Login → how many place-holders are its. */
  readonly #placeHolders = new Map<string, number>();
  #reservedBytes = 0;
  #uploads = 0;

  constructor(
    campusCode: string,
    private readonly quota: TreeQuota,
    now: Date,
  ) {
    this.#code = campusCode;
    this.#root = newCollection(now, true);
    this.#campus = newCollection(now, true);
    this.#root.children.set(campusCode, this.#campus);
  }

  /** Makes the collections of establishments created since the last request. */
  ensureEstablishments(codes: readonly string[], now: Date): void {
    for (const code of codes) {
      const existing = this.#campus.children.get(code);
      if (existing?.kind === 'collection' && existing.isFixed) continue;
      if (existing !== undefined) this.remove([this.#code, code]);
      this.#campus.children.set(code, newCollection(now, true));
    }
  }

  find(path: ResourcePath): TreeNode | undefined {
    let node: TreeNode | undefined = this.#root;
    for (const segment of path) node = node?.kind === 'collection' ? node.children.get(segment) : undefined;
    return node;
  }

  /**
   * The collection in which `path` is or would be.
   *
   * @throws Refusal 403 when that would be an establishment and there is no such, 409 deeper in the tree
   */
  parentFor(path: ResourcePath): CollectionNode {
    const parent = this.find(parentOf(path));
    if (parent?.kind === 'collection' && path.length >= 2) return parent;
    const code = path[1];
    if (code !== undefined && path.length > 2 && this.find(path.slice(0, 2)) === undefined) {
      throw refusals.unknownEstablishment(code);
    }
    throw path.length < 2 ? refusals.isCollection() : refusals.parentMissing();
  }

  isFixed(path: ResourcePath): boolean {
    const node = this.find(path);
    return node?.kind === 'collection' && node.isFixed;
  }

  /** What a file of this path is deposited for; undefined when such a file is no deposit. */
  depositTarget(path: ResourcePath): { readonly establishmentCode: string | undefined } | undefined {
    if (!isCalledLikeDeposit(path)) return undefined;
    if (path.length === 2) return { establishmentCode: undefined };
    return path.length === 3 && this.isFixed(parentOf(path)) ? { establishmentCode: path[1] } : undefined;
  }

  /**
   * Why a file that may have been meant for a deposit is none: it is called like one, in a collection that clients made;
   * or it is called like a collection, below which it should be; or it is where deposits are, under a name that is none of
   * theirs.
   */
  mistakeOf(path: ResourcePath): Mistake | undefined {
    if (isAccessory(path) || this.depositTarget(path) !== undefined) return undefined;
    if (isCalledLikeDeposit(path)) return 'elsewhere';
    if (path.length === 2 && !nameOf(path).includes('.')) return 'unnamed';
    return path.length > 1 && this.isFixed(parentOf(path)) ? 'misnamed' : undefined;
  }

  /**
   * Sets bytes aside; deposits leave the listing if that makes the room.
   *
   * @throws Refusal 507
   */
  reserve(bytes: number): Reservation {
    let reserved = 0;
    const grow = (more: number): void => {
      this.#makeRoom({ files: 0, bytes: more });
      reserved += more;
      this.#reservedBytes += more;
    };
    grow(bytes);
    this.#uploads += 1;
    let isUnderWay = true;
    const giveBack = (): void => {
      this.#reservedBytes -= reserved;
      reserved = 0;
    };
    return {
      grow,
      giveBack,
      end: () => {
        giveBack();
        if (isUnderWay) this.#uploads -= 1;
        isUnderWay = false;
      },
    };
  }

  /**
   * @returns the file of that path, if there is one
   * @throws Refusal 403, 405 or 409 when no file can be there
   */
  assertNoCollectionAt(path: ResourcePath): FileNode | undefined {
    const existing = this.parentFor(path).children.get(nameOf(path));
    if (existing?.kind === 'collection') throw refusals.isCollection();
    return existing;
  }

  /**
   * Puts a file there, or its new bytes. The content passes to the tree.
   *
   * @throws Refusal 403, 405, 409 or 507; the content is then still the caller's
   */
  place(
    path: ResourcePath,
    { content, deposit, placedBy }: Pick<FileNode, 'content' | 'deposit' | 'placedBy'>,
    now: Date,
  ): 'created' | 'replaced' {
    const existing = this.assertNoCollectionAt(path);
    const isEmpty = isPlaceHolder({ content });
    if (existing === undefined || isPlaceHolder(existing) !== isEmpty) {
      this.assertRoomFor(path, isEmpty ? { placeHolders: { login: placedBy, count: 1 } } : { files: 1 });
    }
    const file: FileNode = {
      kind: 'file',
      content: content.hold(),
      deposit,
      placedBy,
      createdAt: existing?.createdAt ?? now,
      modifiedAt: now,
      properties: existing?.properties ?? new DeadProperties(),
    };
    return this.attach(path, file) ? 'replaced' : 'created';
  }

  /** @throws Refusal 403, 405, 409 or 507 */
  makeCollection(path: ResourcePath, now: Date): void {
    const parent = this.parentFor(path);
    if (parent.children.has(nameOf(path))) throw refusals.collectionExists();
    this.assertRoomFor(path, { collections: 1 });
    this.attach(path, newCollection(now, false));
  }

  /**
   * Takes a node out without giving back what it holds: a move puts it elsewhere.
   *
   * @throws Refusal 403 for a campus or an establishment
   */
  detach(path: ResourcePath): TreeNode | undefined {
    const parent = this.find(parentOf(path));
    const node = this.find(path);
    if (parent?.kind !== 'collection' || node === undefined) return undefined;
    if (this.isFixed(path)) throw refusals.fixedCollection();
    parent.children.delete(nameOf(path));
    this.#count(node, -1);
    return node;
  }

  /**
   * Puts a node there, in place of what was. Returns whether something was.
   *
   * @throws Refusal 403 in place of a campus or an establishment
   */
  attach(path: ResourcePath, node: TreeNode): boolean {
    const parent = this.parentFor(path);
    if (this.isFixed(path)) throw refusals.fixedCollection();
    const existing = parent.children.get(nameOf(path));
    if (existing !== undefined) this.#count(existing, -1);
    parent.children.set(nameOf(path), node);
    this.#count(node, 1);
    if (existing !== undefined) releaseAll(existing);
    return existing !== undefined;
  }

  remove(path: ResourcePath): void {
    const node = this.detach(path);
    if (node !== undefined) releaseAll(node);
  }

  /** @throws Refusal 507 when the tree is too deep or too full for what is about to come to `path` */
  assertRoomFor(
    path: ResourcePath,
    { files = 0, placeHolders, collections = 0, bytes = 0, levels = 0 }: Addition,
  ): void {
    if (path.length - 1 + levels > this.quota.maxDepth) throw refusals.tooDeep();
    if (collections > 0 && this.#usage.collections + collections > this.quota.maxCollections) {
      throw refusals.quotaExceeded();
    }
    if (placeHolders !== undefined) this.#makeRoomForPlaceHolders(placeHolders);
    this.#makeRoom({ files, bytes });
  }

  /** Removes what has outlived its day. Returns whether nothing of the clients' is left. */
  expire(now: Date): boolean {
    const before = new Date(now.getTime() - this.quota.lifeMs);
    this.#expireBelow([this.#code], this.#campus, before);
    const { files, collections } = this.#usage;
    return this.#uploads === 0 && files === 0 && collections === 0 && this.#placeHolders.size === 0;
  }

  usedBytes(): number {
    return this.#usage.bytes;
  }

  availableBytes(): number {
    return Math.max(0, this.quota.maxBytes - this.usedBytes() - this.#reservedBytes);
  }

  /** Whether moving or copying from one to the other would put a collection into itself. */
  areNested(source: ResourcePath, destination: ResourcePath): boolean {
    return isWithin(destination, source) || isWithin(source, destination);
  }

  /** Deposits leave the listing, the oldest first, unless that would not be enough. */
  #makeRoom({ files, bytes }: Room): void {
    if (!this.#isFull({ files, bytes })) return;
    const deposits = this.#filesByAge(({ deposit }) => deposit !== undefined);
    const freed = deposits.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (this.#isFull({ files: files - deposits.length, bytes: bytes - freed }))
      throw refusals.quotaExceeded();
    // Some at a time: a campus that deposits all day would otherwise be searched at each deposit.
    const share = Math.ceil(this.quota.maxFiles / LEAVING_SHARE);
    for (let left = 0; this.#isFull({ files, bytes }); left += share) {
      for (const { path } of deposits.slice(left, left + share)) this.remove(path);
    }
  }

  /** The account's oldest leave: whoever goes on reserving names has forgotten them. */
  #makeRoomForPlaceHolders({ login, count }: { readonly login: string; readonly count: number }): void {
    const { maxPlaceHolders } = this.quota;
    if (count > maxPlaceHolders) throw refusals.quotaExceeded();
    const excess = (this.#placeHolders.get(login) ?? 0) + count - maxPlaceHolders;
    if (excess <= 0) return;
    const own = this.#filesByAge((file) => isPlaceHolder(file) && file.placedBy === login);
    for (const { path } of own.slice(0, excess)) this.remove(path);
  }

  #isFull({ files, bytes }: Room): boolean {
    return (
      this.#usage.files + files > this.quota.maxFiles ||
      this.#usage.bytes + this.#reservedBytes + bytes > this.quota.maxBytes
    );
  }

  #count(node: TreeNode, sign: 1 | -1): void {
    for (const each of nodesOf(node)) {
      if (each.kind === 'file' && isPlaceHolder(each)) this.#countPlaceHolder(each, sign);
      else if (each.kind === 'file') {
        this.#usage.files += sign;
        this.#usage.bytes += sign * each.content.sizeBytes;
      } else if (!each.isFixed) this.#usage.collections += sign;
    }
  }

  #countPlaceHolder({ placedBy }: FileNode, sign: 1 | -1): void {
    const count = (this.#placeHolders.get(placedBy) ?? 0) + sign;
    if (count > 0) this.#placeHolders.set(placedBy, count);
    else this.#placeHolders.delete(placedBy);
  }

  #expireBelow(path: ResourcePath, collection: CollectionNode, before: Date): void {
    for (const [name, child] of collection.children) {
      if (child.kind === 'collection') this.#expireBelow([...path, name], child, before);
      const isEmpty = child.kind === 'file' || (!child.isFixed && child.children.size === 0);
      if (isEmpty && child.modifiedAt <= before) this.remove([...path, name]);
    }
  }

  #filesByAge(isWanted: (file: FileNode) => boolean): readonly ListedFile[] {
    const files: ListedFile[] = [];
    const collect = (path: ResourcePath, node: TreeNode): void => {
      if (node.kind === 'collection') {
        for (const [name, child] of node.children) collect([...path, name], child);
      } else if (isWanted(node)) {
        files.push({ path, modifiedAt: node.modifiedAt, sizeBytes: node.content.sizeBytes });
      }
    };
    collect([], this.#root);
    return files.sort((one, other) => one.modifiedAt.getTime() - other.modifiedAt.getTime());
  }
}

function isCalledLikeDeposit(path: ResourcePath): boolean {
  return /\.(zip|xml)$/i.test(nameOf(path)) && !isAccessory(path);
}

/** `._…` is what a Mac adds beside each file it copies, `~$…` the lock of an office program: never a timetable. */
function isAccessory(path: ResourcePath): boolean {
  return /^(?:\._|~\$)/.test(nameOf(path));
}
