import { Injectable, Logger } from '@nestjs/common';
import type { AcceptedImport, UploadFields, User } from '@timetable/contracts';
import { DepositFailed, DepositService, TooManyDeposits } from '@timetable/deposits';
import { ImportReader, LockReader, type CampusRecord } from '@timetable/persistence';
import { withinTime } from '@timetable/runtime';
import { ApiError } from '../errors/api-error.js';
import { ApiMetrics } from '../health/api-metrics.js';
import { unstorableText } from '../http/unstorable-text.js';
import { cleanFileName } from './file-name.js';
import type { SpooledFile } from './spool.storage.js';
import { unknownEstablishment, uploadError } from './upload-error.js';

/** Where an upload came from, kept with the deposit. */
export interface UploadOrigin {
  readonly user: User;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

/** How long the database is asked what comes before the import. */
const QUEUE_MS = 5_000;
const RECEIVED = 'Votre fichier est reçu.';

/** Manual imports: the file becomes a deposit, and the person learns what comes before its import. */
@Injectable()
export class UploadService {
  readonly #logger = new Logger('UploadService');

  constructor(
    private readonly deposits: DepositService,
    private readonly imports: ImportReader,
    private readonly locks: LockReader,
    private readonly metrics: ApiMetrics,
  ) {}

  async accept(
    campus: CampusRecord,
    file: SpooledFile | undefined,
    { establishment }: UploadFields,
    origin: UploadOrigin,
  ): Promise<AcceptedImport> {
    if (file === undefined)
      throw new ApiError('file_required', 'Choisissez le fichier à importer (champ « file » du formulaire).');
    assertImportable(campus, file, establishment);
    return this.#answer(campus, await this.#deposit(campus, file, establishment, origin));
  }

  /**
   * Before the file comes: whether one more of the person's is welcome.
   *
   * @throws ApiError 429 or 503
   */
  async admit(campus: CampusRecord, user: User): Promise<void> {
    try {
      await this.deposits.admit({ campusCode: campus.code, accountLogin: user.login, origin: 'manual' });
    } catch (error) {
      if (error instanceof TooManyDeposits)
        this.metrics.refusedDeposits.inc({ reason: error.obstacle.reason });
      throw this.#errorOf(error, campus, undefined);
    }
  }

  #errorOf(error: unknown, campus: CampusRecord, establishmentCode: string | undefined): unknown {
    if (error instanceof TooManyDeposits)
      return new ApiError('too_many_deposits', error.message, {}, error.obstacle.retryAfterSeconds);
    if (!(error instanceof DepositFailed)) return error;
    this.#logger.error(error.cause);
    return uploadError(error.reason, campus, establishmentCode);
  }

  /** @returns the deposit's id */
  async #deposit(
    campus: CampusRecord,
    { path, size: sizeBytes, sha256, originalname }: SpooledFile,
    establishmentCode: string | undefined,
    { user, address: remoteAddress, userAgent }: UploadOrigin,
  ): Promise<string> {
    try {
      const { id } = await this.deposits.accept(
        { path, sizeBytes, sha256, synced: undefined },
        {
          campusCode: campus.code,
          establishmentCode,
          origin: 'manual',
          fileName: cleanFileName(originalname),
          accountLogin: user.login,
          remoteAddress,
          userAgent,
        },
      );
      return id;
    } catch (error) {
      throw this.#errorOf(error, campus, establishmentCode);
    }
  }

  /** The file is received, which the person learns whether or not the database says what comes before it. */
  async #answer(campus: CampusRecord, id: string): Promise<AcceptedImport> {
    try {
      const [queuePosition, runningEstablishments] = await withinTime(QUEUE_MS, 'the database', () =>
        Promise.all([this.imports.queuePosition(id), this.locks.countRunning(campus.code, id)]),
      );
      const message = acceptanceMessage(queuePosition, runningEstablishments);
      return { id, status: 'received', queuePosition, runningEstablishments, message };
    } catch (error) {
      this.#logger.error(error);
      return { id, status: 'received', queuePosition: 0, runningEstablishments: 0, message: RECEIVED };
    }
  }
}

/** What the person reads once the file is stored. */
export function acceptanceMessage(queuePosition: number, runningEstablishments: number): string {
  const running =
    runningEstablishments === 0
      ? ''
      : runningEstablishments === 1
        ? ' 1 établissement est déjà en cours d’importation.'
        : ` ${runningEstablishments} établissements sont déjà en cours d’importation.`;
  const next =
    queuePosition === 0
      ? ' L’import va commencer.'
      : queuePosition === 1
        ? ' L’import commencera après celui qui le précède.'
        : ` L’import commencera après les ${queuePosition} qui le précèdent.`;
  return `${RECEIVED}${running}${next}`;
}

function assertImportable(campus: CampusRecord, file: SpooledFile, establishment: string | undefined): void {
  const unstorable = unstorableText({ file: file.originalname });
  if (unstorable !== undefined) throw unstorable;
  if (file.size === 0)
    throw new ApiError('empty_file', 'Ce fichier est vide : refaites l’export puis recommencez.');
  if (establishment !== undefined && !campus.establishments.some(({ code }) => code === establishment))
    throw unknownEstablishment(campus, establishment);
}
