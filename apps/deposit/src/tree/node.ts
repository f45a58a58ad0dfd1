import type { Content } from './content.js';
import { DeadProperties } from './dead-properties.js';

/** What a file became when it was deposited. */
export interface DepositMark {
  readonly id: string;
  /** Undefined: the whole campus. */
  readonly establishmentCode: string | undefined;
}

export interface FileNode {
  readonly kind: 'file';
  readonly content: Content;
  readonly deposit: DepositMark | undefined;
  /** The account that put it there. */
  readonly placedBy: string;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly properties: DeadProperties;
}

export interface CollectionNode {
  readonly kind: 'collection';
  /** A campus or an establishment: stays as long as the door runs. */
  readonly isFixed: boolean;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly properties: DeadProperties;
  readonly children: Map<string, TreeNode>;
}

export type TreeNode = FileNode | CollectionNode;

export function newCollection(now: Date, isFixed: boolean): CollectionNode {
  return {
    kind: 'collection',
    isFixed,
    createdAt: now,
    modifiedAt: now,
    properties: new DeadProperties(),
    children: new Map(),
  };
}

/** The node and everything below it. */
export function* nodesOf(node: TreeNode): Generator<TreeNode> {
  yield node;
  if (node.kind === 'collection') for (const child of node.children.values()) yield* nodesOf(child);
}

/** A file without content, which waits for some: a lock makes one, and programs that look whether they may write. */
export function isPlaceHolder({ content }: Pick<FileNode, 'content'>): boolean {
  return content.sizeBytes === 0;
}

/** A copy that shares the bytes; only the collection itself when `isShallow`. Copies are no deposits. */
export function copyOf(
  node: TreeNode,
  {
    now,
    isShallow,
    placedBy,
  }: { readonly now: Date; readonly isShallow: boolean; readonly placedBy: string },
): TreeNode {
  if (node.kind === 'file') {
    return {
      ...node,
      content: node.content.hold(),
      deposit: undefined,
      placedBy,
      createdAt: now,
      modifiedAt: now,
      properties: node.properties.copy(),
    };
  }
  const copy: CollectionNode = { ...newCollection(now, false), properties: node.properties.copy() };
  if (isShallow) return copy;
  for (const [name, child] of node.children)
    copy.children.set(name, copyOf(child, { now, isShallow, placedBy }));
  return copy;
}

/** Gives back what the node and everything below it hold. */
export function releaseAll(node: TreeNode): void {
  for (const each of nodesOf(node)) if (each.kind === 'file') each.content.release();
}
