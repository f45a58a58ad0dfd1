import type { Clock } from '@timetable/settings';
import { v2 } from 'webdav-server';
import { depthOf } from '../guard/request-headers.js';
import { keyOf, type ResourcePath } from '../guard/resource-path.js';
import { refusalOf, refusals } from '../http/refusal.js';
import type { RequestContext, RequestContexts } from '../http/request-context.js';
import type { PlacementService } from '../commit/placement.service.js';
import type { LockTable } from './lock-table.js';

/**
 * The trees, as `webdav-server` asks about them for the verbs left to it: MKCOL, DELETE, MOVE, COPY. Never asked outside
 * of a request, hence never for another campus's tree. Everything it might want to know beyond is refused: locks,
 * properties and content are our methods' business.
 */
export class DepositFileSystem extends v2.FileSystem {
  constructor(
    private readonly contexts: RequestContexts,
    private readonly placement: PlacementService,
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
    const context = this.#contextOf(ctx);
    callback(context === undefined || context.tree.find(path.paths) !== undefined);
  }

  protected _type(path: v2.Path, info: v2.TypeInfo, callback: v2.ReturnCallback<v2.ResourceType>): void {
    const node = this.#contextOf(info.context)?.tree.find(path.paths);
    if (node === undefined) callback(v2.Errors.ResourceNotFound);
    else callback(undefined, node.kind === 'file' ? v2.ResourceType.File : v2.ResourceType.Directory);
  }

  protected override _create(path: v2.Path, info: v2.CreateInfo, callback: v2.SimpleCallback): void {
    this.#answer(info, callback, (context) => {
      assertMeant(path, context.path);
      context.tree.makeCollection(context.path, this.clock.now());
    });
  }

  /** Hides from the listing: a deposit stays a deposit. */
  protected override _delete(path: v2.Path, info: v2.DeleteInfo, callback: v2.SimpleCallback): void {
    this.#answer(info, callback, (context) => {
      assertMeant(path, context.path);
      context.tree.remove(context.path);
      this.locks.forget(context.path);
    });
  }

  protected override _move(
    source: v2.Path,
    destination: v2.Path,
    info: v2.MoveInfo,
    callback: v2.ReturnCallback<boolean>,
  ): void {
    this.#answer(info, callback, async (context) => {
      assertMeant(source, context.path);
      assertMeant(destination, context.destination);
      const replaced = await this.placement.move(context, source.paths, destination.paths);
      this.locks.forget(source.paths);
      return replaced;
    });
  }

  protected override _copy(
    source: v2.Path,
    destination: v2.Path,
    info: v2.CopyInfo,
    callback: v2.ReturnCallback<boolean>,
  ): void {
    this.#answer(info, callback, (context) => {
      assertMeant(source, context.path);
      assertMeant(destination, context.destination);
      // The package does not pass the header on.
      const isShallow = depthOf(context.request, 'infinity') === '0';
      return this.placement.copy(context, source.paths, destination.paths, isShallow);
    });
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

  #contextOf(ctx: v2.RequestContext): RequestContext | undefined {
    return ctx instanceof v2.HTTPRequestContext ? this.contexts.of(ctx.request) : undefined;
  }

  /** Runs what may take time and calls back outside of any promise: an exception there is nobody's rejection. */
  #answer<T>(
    info: v2.IContextInfo,
    callback: v2.ReturnCallback<T>,
    work: (context: RequestContext) => Promise<T> | T,
  ): void {
    const context = this.#contextOf(info.context);
    if (context === undefined) {
      callback(v2.Errors.Forbidden);
      return;
    }
    const run = async (): Promise<T> => work(context);
    run().then(
      (result) => {
        process.nextTick(callback, undefined, result);
      },
      (error: unknown) => {
        context.refusal = refusalOf(error);
        process.nextTick(callback, v2.Errors.Forbidden);
      },
    );
  }
}

/**
 * The package reads the addresses that the guard has checked once more: what it makes of them must be what was checked, or
 * nothing was.
 */
function assertMeant({ paths }: v2.Path, checked: ResourcePath | undefined): void {
  if (checked === undefined || keyOf(paths) !== keyOf(checked) || paths.length !== checked.length)
    throw refusals.defect(new Error('webdav-server read another path than the guard'));
}

function refuseToSerialise(): never {
  throw refusals.defect(new Error('The deposit trees are never serialised.'));
}
