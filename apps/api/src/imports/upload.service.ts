import { Inject, Injectable } from '@nestjs/common';
import type { AcceptedImport, UploadFields, User } from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import { DepositRepository, ImportReader, LockReader, type CampusRecord } from '@timetable/persistence';
import { storageKey, type FileStore } from '@timetable/storage';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ApiError } from '../errors/api-error.js';
import { CLOCK, FILES } from '../ports/ports.module.js';
import { cleanFileName } from './file-name.js';
import type { SpooledFile } from './spool.storage.js';

/** Where an upload came from, kept with the deposit. */
export interface UploadOrigin {
  readonly user: User;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
}

/** Manual imports: the file into storage, then deposit, import and outbox row in one transaction. */
@Injectable()
export class UploadService {
  constructor(
    private readonly deposits: DepositRepository,
    private readonly imports: ImportReader,
    private readonly locks: LockReader,
    @Inject(FILES) private readonly files: FileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async accept(
    campus: CampusRecord,
    file: SpooledFile | undefined,
    { establishment }: UploadFields,
    origin: UploadOrigin,
  ): Promise<AcceptedImport> {
    if (file === undefined)
      throw new ApiError('file_required', 'Choisissez le fichier à importer (champ « file » du formulaire).');
    try {
      assertImportable(campus, file, establishment);
      return await this.#record(campus, file, establishment, origin);
    } finally {
      // Gone already when it was adopted.
      await rm(file.path, { force: true });
    }
  }

  async #record(
    campus: CampusRecord,
    file: SpooledFile,
    establishmentCode: string | undefined,
    { user, address, userAgent }: UploadOrigin,
  ): Promise<AcceptedImport> {
    const id = randomUUID();
    const receivedAt = this.clock.now();
    const key = storageKey({ id, receivedAt });
    await this.files.adopt(file.path, key);
    try {
      await this.deposits.record({
        id,
        campusCode: campus.code,
        establishmentCode,
        origin: 'manual',
        fileName: cleanFileName(file.originalname),
        sizeBytes: file.size,
        sha256: file.sha256,
        storageKey: key,
        accountLogin: user.login,
        remoteAddress: address,
        userAgent,
        receivedAt,
      });
    } catch (error) {
      // A connection lost while committing may have committed: the file goes only if the deposit never comes.
      if (!(await this.deposits.settle({ id, sha256: file.sha256 }))) await this.files.delete(key);
      throw error;
    }
    return this.#answer(campus, id);
  }

  async #answer(campus: CampusRecord, id: string): Promise<AcceptedImport> {
    const queuePosition = await this.imports.queuePosition(id);
    const runningEstablishments = await this.locks.countRunning(campus.code, id);
    return {
      id,
      status: 'received',
      queuePosition,
      runningEstablishments,
      message: acceptanceMessage(queuePosition, runningEstablishments),
    };
  }
}

/** What the person reads once the file is stored. */
export function acceptanceMessage(queuePosition: number, runningEstablishments: number): string {
  const received = 'Votre fichier est reçu.';
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
  return `${received}${running}${next}`;
}

function assertImportable(campus: CampusRecord, file: SpooledFile, establishment: string | undefined): void {
  if (file.size === 0)
    throw new ApiError('empty_file', 'Ce fichier est vide : refaites l’export dans EDT puis recommencez.');
  if (establishment === undefined || campus.establishments.some(({ code }) => code === establishment)) return;
  throw new ApiError(
    'unknown_establishment',
    `L’établissement « ${establishment} » n’existe pas dans cette cité scolaire. ` +
      `Établissements possibles : ${campus.establishments.map(({ code }) => code).join(', ')}.`,
  );
}
