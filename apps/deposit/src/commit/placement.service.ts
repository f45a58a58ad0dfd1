import type { Clock } from '@timetable/settings';
import {
  DepositFailed,
  type DepositRequest,
  TooManyDeposits,
  type DepositService,
  type ReceivedFile,
} from '@timetable/deposits';
import type { RecordedDeposit } from '@timetable/persistence';
import type { FileStore } from '@timetable/storage';
import { nameOf, parentOf, type ResourcePath } from '../guard/resource-path.js';
import { Refusal, refusals } from '../http/refusal.js';
import type { RequestContext } from '../http/request-context.js';
import { Content, readContent } from '../tree/content.js';
import type { CampusTree } from '../tree/campus-tree.js';
import { copyOf, nodesOf, releaseAll, type DepositMark, type FileNode, type TreeNode } from '../tree/node.js';
import type { Spool } from '../tree/spool.js';
import { depositRefusal } from './deposit-refusal.js';

export interface Placed {
  readonly outcome: 'created' | 'replaced';
  readonly etag: string;
}

/** Who places a file, where, and in which tree. */
export type Depositor = Pick<RequestContext, 'tree' | 'path' | 'account' | 'address' | 'userAgent'>;

/**
 * Every way a file comes to a place in a tree: written, moved, copied. Where that makes it a deposit, the deposit is
 * durable before the tree shows the file.
 */
export class PlacementService {
  constructor(
    private readonly deposits: Pick<DepositService, 'accept' | 'admit'>,
    private readonly spool: Spool,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly onDeposit: (deposit: RecordedDeposit, sizeBytes: number) => void,
  ) {}

  /**
   * Before the bytes come: whether one more deposit of the account's is welcome.
   *
   * @throws Refusal 429 or 503
   */
  async admit({ account }: Depositor): Promise<void> {
    const who = { campusCode: account.campusCode, accountLogin: account.login, origin: 'automatic' } as const;
    await this.deposits.admit(who).catch((error: unknown) => {
      throw refusalOfDeposit(error, undefined);
    });
  }

  /** The content is held by the caller, who releases it. */
  async put(depositor: Depositor, content: Content): Promise<Placed> {
    const { tree, path } = depositor;
    const placedBy = depositor.account.login;
    const target = this.#targetOf(depositor, path, content);
    const { sizeBytes, sha256, place } = content;
    if (target === undefined || place.kind !== 'spooled') {
      return {
        outcome: tree.place(path, { content, deposit: undefined, placedBy }, this.clock.now()),
        etag: content.etag,
      };
    }
    // What stands in the way is said while nothing is deposited.
    tree.assertNoCollectionAt(path);
    content.giveAway();
    const { deposited, deposit } = await this.#deposit(depositor, path, {
      path: place.path,
      sizeBytes,
      sha256,
      synced: place.synced,
    });
    return { outcome: this.#list(depositor, deposited, deposit), etag: deposited.etag };
  }

  /**
   * @returns whether something was replaced
   * @throws Refusal, whereupon source and destination are as before
   */
  async move(depositor: Depositor, source: ResourcePath, destination: ResourcePath): Promise<boolean> {
    const { tree } = depositor;
    tree.parentFor(destination);
    const node = tree.detach(source);
    if (node === undefined) throw refusals.notFound();
    let moved: TreeNode = node;
    try {
      // A deposit that is only renamed is not deposited again.
      const target = node.kind === 'file' ? this.#targetOf(depositor, destination, node.content) : undefined;
      const isRenamed =
        node.kind === 'file' &&
        node.deposit !== undefined &&
        node.deposit.establishmentCode === target?.establishmentCode;
      if (node.kind === 'file' && target !== undefined && !isRenamed) {
        moved = await this.#depositedCopy(depositor, destination, node);
      }
    } catch (error) {
      putBack(tree, source, node);
      throw error;
    }
    const replaced = tree.attach(destination, moved);
    if (moved !== node) releaseAll(node);
    return replaced;
  }

  /** @returns whether something was replaced */
  async copy(
    depositor: Depositor,
    source: ResourcePath,
    destination: ResourcePath,
    isShallow: boolean,
  ): Promise<boolean> {
    const { tree } = depositor;
    tree.parentFor(destination);
    const node = tree.find(source);
    if (node === undefined) throw refusals.notFound();
    let copy = copyOf(node, { now: this.clock.now(), isShallow, placedBy: depositor.account.login });
    for (const each of nodesOf(copy)) if (each.kind === 'file') await each.content.renew();
    if (copy.kind === 'file' && this.#targetOf(depositor, destination, copy.content) !== undefined) {
      const plain = copy;
      try {
        copy = await this.#depositedCopy(depositor, destination, plain);
      } finally {
        releaseAll(plain);
      }
    }
    try {
      return tree.attach(destination, copy);
    } catch (error) {
      releaseAll(copy);
      throw error;
    }
  }

  #targetOf(
    depositor: Depositor,
    path: ResourcePath,
    content: Content,
  ): { establishmentCode: string | undefined } | undefined {
    return content.sizeBytes === 0 ? undefined : depositor.tree.depositTarget(path);
  }

  /** The source keeps its bytes: should the deposit fail, it is still there. */
  async #depositedCopy(depositor: Depositor, path: ResourcePath, node: FileNode): Promise<FileNode> {
    await this.admit(depositor);
    const spooled = await this.#duplicate(node.content);
    const { deposited, deposit } = await this.#deposit(depositor, path, spooled);
    return {
      ...node,
      content: deposited.hold(),
      deposit,
      properties: node.properties.copy(),
      modifiedAt: this.clock.now(),
    };
  }

  async #deposit(
    depositor: Depositor,
    path: ResourcePath,
    file: ReceivedFile,
  ): Promise<{ deposited: Content; deposit: DepositMark }> {
    const establishmentCode = depositor.tree.depositTarget(path)?.establishmentCode;
    const recorded = await this.#accept(file, {
      campusCode: depositor.account.campusCode,
      establishmentCode,
      origin: 'automatic',
      fileName: nameOf(path),
      accountLogin: depositor.account.login,
      accountVersion: depositor.account.version,
      remoteAddress: depositor.address,
      userAgent: depositor.userAgent,
    });
    this.onDeposit(recorded, file.sizeBytes);
    return {
      deposited: new Content(
        file.sizeBytes,
        file.sha256,
        { kind: 'stored', key: recorded.storageKey },
        this.spool,
      ),
      deposit: { id: recorded.id, establishmentCode },
    };
  }

  /** @throws Refusal 401, 403, 503 or 507 */
  async #accept(file: ReceivedFile, request: DepositRequest): Promise<RecordedDeposit> {
    try {
      return await this.deposits.accept(file, request);
    } catch (error) {
      throw refusalOfDeposit(error, request.establishmentCode);
    }
  }

  /** The deposit is made: where others fill the tree, or came to its place meanwhile, it is only not listed. */
  #list({ tree, path, account }: Depositor, content: Content, deposit: DepositMark): 'created' | 'replaced' {
    try {
      return tree.place(path, { content, deposit, placedBy: account.login }, this.clock.now());
    } catch (error) {
      if (error instanceof Refusal) return 'created';
      throw error;
    }
  }

  async #duplicate(content: Content): Promise<ReceivedFile> {
    const { sizeBytes, sha256, place } = content;
    try {
      const path =
        place.kind === 'spooled'
          ? await this.spool.duplicate(place.path)
          : await this.spool.write(await readContent(content, this.files));
      return { path, sizeBytes, sha256, synced: undefined };
    } catch (error) {
      throw error instanceof Refusal ? error : refusals.notStored(error);
    }
  }
}

function refusalOfDeposit(error: unknown, establishmentCode: string | undefined): unknown {
  if (error instanceof TooManyDeposits)
    return refusals.tooManyDeposits(error.message, error.obstacle.retryAfterSeconds);
  return error instanceof DepositFailed ? depositRefusal(error, establishmentCode) : error;
}

/** As before, unless the client has meanwhile removed the collection that it was in, or put another in its place. */
function putBack(tree: CampusTree, path: ResourcePath, node: TreeNode): void {
  if (tree.find(parentOf(path))?.kind === 'collection' && tree.find(path) === undefined) {
    tree.attach(path, node);
  } else releaseAll(node);
}
