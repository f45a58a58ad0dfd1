import type { Clock } from '@timetable/contracts';
import { announcedBytes } from '../guard/request-headers.js';
import { TEXT, type Answer } from '../http/answer.js';
import { refusals } from '../http/refusal.js';
import type { Visit, VisitBook } from '../http/visit.js';
import type { Placement } from '../commit/placement.js';
import type { LockTable } from '../tree/lock-table.js';
import type { Spool } from '../tree/spool.js';
import { DoorMethod } from './door-method.js';
import { receiveBody } from './receive-body.js';

/** Programs may use collections of their own before they move a file; a person who mistook the address reads this. */
const NOT_DEPOSITED =
  'Fichier gardé 24 heures dans un dossier de travail, mais non déposé : il ne sera pas importé. ' +
  'Envoyez-le directement dans le dossier de l’établissement ou de la cité scolaire.\n';

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
    if (existing === undefined) tree.assertRoomFor(path, { files: 1, collections: 0 });
    const reservedBytes = announcedBytes(request) ?? 0;
    const reservation = tree.reserve(reservedBytes);
    try {
      visit.acceptBody();
      const content = await receiveBody(request, this.spool, {
        maxBytes: this.maxUploadBytes,
        reservedBytes,
        reservation,
        isDurable: tree.depositTarget(path) !== undefined,
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
        const headers = { ETag: etag };
        if (outcome === 'replaced') return { status: 204, headers };
        const isMisplaced = content.sizeBytes > 0 && tree.isBesideDeposits(path);
        return isMisplaced
          ? { status: 201, headers: { ...headers, 'Content-Type': TEXT }, body: NOT_DEPOSITED }
          : { status: 201, headers };
      } finally {
        content.release();
      }
    } finally {
      reservation.end();
    }
  }
}
