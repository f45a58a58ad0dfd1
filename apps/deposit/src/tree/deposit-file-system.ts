import type { Clock } from '@timetable/settings';
import { v2 } from 'webdav-server';
import { depthOf } from '../guard/request-headers.js';
import { refusalOf, refusals } from '../http/refusal.js';
import type { Visit, VisitBook } from '../http/visit.js';
import type { Placement } from '../commit/placement.js';
import type { LockTable } from './lock-table.js';

/**
 * The trees, as `webdav-server` asks about them for the verbs left to it: MKCOL, MOVE, COPY. Never asked without a
 * visit, hence never for another campus's tree. Everything it might want to know beyond is refused: locks, properties
 * and content are our methods' business.
 */
export class DepositFileSystem extends v2.FileSystem {
  constructor(
    private readonly visits: VisitBook,
    private readonly placement: Placement,
    private readonly locks: LockTable,
    private readonly clock: Clock,
  ) {
    super({ uid: () => 'deposit', serialize: refuseToSerialise, unserialize: refuseToSerialise });
  }

  protected override _fastExistCheck(
    ctx: v2.RequestContext,
    path: v2.Path,
    callback: (exists: boolean) => void,
  ): void {
    const visit = this.#visitOf(ctx);
    callback(visit === undefined || visit.tree.find(path.paths) !== undefined);
  }

  protected _type(
    path: v2.Path,
    { context }: v2.TypeInfo,
    callback: v2.ReturnCallback<v2.ResourceType>,
  ): void {
    const node = this.#visitOf(context)?.tree.find(path.paths);
    if (node === undefined) callback(v2.Errors.ResourceNotFound);
    else callback(undefined, node.kind === 'file' ? v2.ResourceType.File : v2.ResourceType.Directory);
  }

  protected override _create(path: v2.Path, { context }: v2.CreateInfo, callback: v2.SimpleCallback): void {
    this.#answer(
      context,
      (visit) => {
        visit.tree.makeCollection(path.paths, this.clock.now());
        return Promise.resolve(true);
      },
      callback,
    );
  }

  protected override _move(
    source: v2.Path,
    destination: v2.Path,
    { context }: v2.MoveInfo,
    callback: v2.ReturnCallback<boolean>,
  ): void {
    this.#answer(
      context,
      async (visit) => {
        const replaced = await this.placement.move(visit, source.paths, destination.paths);
        this.locks.forget(source.paths);
        return replaced;
      },
      callback,
    );
  }

  protected override _copy(
    source: v2.Path,
    destination: v2.Path,
    { context }: v2.CopyInfo,
    callback: v2.ReturnCallback<boolean>,
  ): void {
    this.#answer(
      context,
      (visit) => {
        // The package does not pass the header on.
        const isShallow = depthOf(visit.request, 'infinity') === '0';
        return this.placement.copy(visit, source.paths, destination.paths, isShallow);
      },
      callback,
    );
  }

  /** Locks are checked by the guard, by token: the package sees none. */
  protected _lockManager(
    _path: v2.Path,
    _info: v2.LockManagerInfo,
    callback: v2.ReturnCallback<v2.ILockManager>,
  ): void {
    callback(undefined, new v2.LocalLockManager());
  }

  protected _propertyManager(
    _path: v2.Path,
    _info: v2.PropertyManagerInfo,
    callback: v2.ReturnCallback<v2.IPropertyManager>,
  ): void {
    callback(v2.Errors.InvalidOperation);
  }

  #visitOf(context: v2.RequestContext): Visit | undefined {
    return context instanceof v2.HTTPRequestContext ? this.visits.of(context.request) : undefined;
  }

  /** Runs what may take time and calls back outside of any promise: an exception there is nobody's rejection. */
  #answer(
    context: v2.RequestContext,
    work: (visit: Visit) => Promise<boolean>,
    callback: v2.ReturnCallback<boolean>,
  ): void {
    const visit = this.#visitOf(context);
    if (visit === undefined) {
      callback(v2.Errors.Forbidden);
      return;
    }
    const run = async (): Promise<boolean> => work(visit);
    run().then(
      (result) => {
        process.nextTick(callback, undefined, result);
      },
      (error: unknown) => {
        visit.refusal = refusalOf(error);
        process.nextTick(callback, v2.Errors.Forbidden);
      },
    );
  }
}

function refuseToSerialise(): never {
  throw refusals.defect(new Error('The deposit trees are never serialised.'));
}
