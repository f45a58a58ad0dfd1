import { announcedBytes } from '@timetable/runtime';
import { nameOf } from '../guard/resource-path.js';
import { TEXT, type Answer } from '../http/answer.js';
import type { RequestContext } from '../http/request-context.js';
import type { PlacementService } from '../commit/placement.service.js';
import type { Mistake } from '../tree/campus-tree.js';
import type { Spool } from '../tree/spool.js';
import type { DoorMethod } from './door-method.js';
import { receiveBody } from './receive-body.js';

/** Programs may use names and collections of their own before they move a file; a person who mistook the address reads this. */
const NOT_DEPOSITED = {
  elsewhere: () =>
    'Fichier gardé 24 heures dans un dossier de travail, mais non déposé : il ne sera pas importé. ' +
    'Envoyez-le directement dans le dossier de l’établissement ou de la cité scolaire.\n',
  unnamed: (name: string) =>
    `Fichier gardé 24 heures sous le nom « ${name} », mais non déposé : il ne sera pas importé. ` +
    'Si c’est le code d’un établissement, vérifiez-le et ajoutez une barre oblique à la fin de l’adresse.\n',
  misnamed: (name: string) =>
    `Fichier gardé 24 heures sous le nom « ${name} », mais non déposé : il ne sera pas importé. ` +
    'Seuls le sont les fichiers dont le nom se termine par .zip ou .xml, sans point ni espace après.\n',
} as const satisfies Record<Mistake, (name: string) => string>;

/**
 * PUT. Ours, because the package's keeps partial files of cut uploads, has no size limit, stores a `Content-Range`
 * fragment as the whole file, answers 200 and before the file is safe.
 */
export class PutMethod implements DoorMethod {
  constructor(
    private readonly spool: Spool,
    private readonly placement: PlacementService,
    private readonly maxUploadBytes: number,
  ) {}

  async answer(context: RequestContext): Promise<Answer> {
    const { tree, path, request } = context;
    const isNew = tree.find(path) === undefined;
    const isDeposit = tree.depositTarget(path) !== undefined;
    const isPlaceHolder = announcedBytes(request) === 0;
    if (isDeposit && !isPlaceHolder) await this.placement.admit(context);
    // The tree does not keep the bytes of a deposit: what else fills it is no reason to refuse one.
    if (isNew && !isDeposit && !isPlaceHolder) tree.assertRoomFor(path, { files: 1 });
    const reservedBytes = isDeposit ? Infinity : (announcedBytes(request) ?? 0);
    const reservation = tree.reserve(isDeposit ? 0 : reservedBytes);
    try {
      context.acceptBody();
      const content = await receiveBody(request, this.spool, {
        maxBytes: this.maxUploadBytes,
        pieceBytes: () => context.upload?.pieceBytes() ?? 0,
        reservedBytes,
        reservation,
        isDurable: isDeposit,
      });
      reservation.giveBack();
      content.hold();
      try {
        context.checkAgain();
        const { outcome, etag } = await this.placement.put(context, content);
        const headers = { ETag: etag };
        if (outcome === 'replaced') return { status: 204, headers };
        const mistake = content.sizeBytes === 0 ? undefined : tree.mistakeOf(path);
        if (mistake === undefined) return { status: 201, headers };
        const body = NOT_DEPOSITED[mistake](nameOf(path));
        return { status: 201, headers: { ...headers, 'Content-Type': TEXT }, body };
      } finally {
        content.release();
      }
    } finally {
      reservation.end();
    }
  }
}
