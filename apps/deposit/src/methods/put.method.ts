import type { Clock } from '@timetable/contracts';
import { announcedBytes, headerOf, matchesEtag } from '../guard/request-headers.js';
import type { Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { Visit, VisitBook } from '../http/visit.js';
import type { Placement } from '../commit/placement.js';
import type { LockTable } from '../tree/lock-table.js';
import type { Spool } from '../tree/spool.js';
import { DoorMethod } from './door-method.js';
import { receiveBody } from './receive-body.js';

/**
 * PUT. Ours, because the package's keeps partial files of cut uploads, has no size limit, stores a `Content-Range`
 * fragment as the whole file, answers 200 and before the file is safe.
 */
export class PutMethod extends DoorMethod {
  constructor(
    visits: VisitBook,
    private readonly spool: Spool,
    private readonly placement: Placement,
    private readonly locks: LockTable,
    private readonly clock: Clock,
    private readonly maxUploadBytes: number,
  ) {
    super(visits);
  }

  protected async answer(visit: Visit): Promise<Answer> {
    const { tree, path, request } = visit;
    tree.parentFor(path);
    const existing = tree.find(path);
    if (existing?.kind === 'collection') throw refusals.isCollection();
    this.#checkEtag(visit, existing?.content.etag);
    const isDeposit = tree.depositTarget(path) !== undefined;
    // The tree does not keep the bytes of a deposit: what else fills it is no reason to refuse one.
    if (existing === undefined && !isDeposit) tree.assertRoomFor(path, { files: 1, collections: 0 });
    const reservedBytes = isDeposit ? Infinity : (announcedBytes(request) ?? 0);
    const reservation = tree.reserve(isDeposit ? 0 : reservedBytes);
    try {
      visit.acceptBody();
      const content = await receiveBody(request, this.spool, {
        maxBytes: this.maxUploadBytes,
        reservedBytes,
        reservation,
        isDurable: isDeposit,
      });
      reservation.giveBack();
      content.hold();
      try {
        // The body took its time: someone else may have locked the resource meanwhile.
        this.locks.assertFree(
          { path, touchesParent: tree.find(path) === undefined, isDeep: false },
          { login: visit.account.login, tokens: visit.tokens },
          this.clock.now(),
        );
        const { outcome, etag } = await this.placement.put(visit, content);
        return { status: outcome === 'created' ? 201 : 204, headers: { ETag: etag } };
      } finally {
        content.release();
      }
    } finally {
      reservation.end();
    }
  }

  #checkEtag({ request }: Visit, etag: string | undefined): void {
    const match = headerOf(request, 'if-match');
    if (match !== undefined && !matchesEtag(match, etag)) throw refusals.preconditionFailed();
    const noneMatch = headerOf(request, 'if-none-match');
    if (noneMatch !== undefined && matchesEtag(noneMatch, etag)) throw refusals.preconditionFailed();
  }
}
