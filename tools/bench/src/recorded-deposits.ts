import { DepositRepository, type Database } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { storageKey, type FileStore } from '@timetable/storage';
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BENCH_ESTABLISHMENT } from './bench-school.js';

export interface RecordedDepositsOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
}

/** Stores and records files as the door does, without its protocol. */
export class RecordedDeposits {
  readonly #options: RecordedDepositsOptions;
  readonly #deposits: DepositRepository;

  constructor(options: RecordedDepositsOptions) {
    this.#options = options;
    this.#deposits = new DepositRepository(options.database);
  }

  /** @returns the id of its import */
  async add(campusCode: string, origin: 'manual' | 'automatic', bytes: Uint8Array): Promise<string> {
    const { files, clock } = this.#options;
    const id = randomUUID();
    const receivedAt = clock.now();
    const key = storageKey({ id, receivedAt });
    const spooled = join(files.spoolDirectory, id);
    await writeFile(spooled, bytes);
    await files.adopt(spooled, key);
    await this.#deposits.record({
      id,
      campusCode,
      establishmentCode: BENCH_ESTABLISHMENT,
      origin,
      fileName: `EDT_${id}.xml`,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      storageKey: key,
      accountLogin: 'bench',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt,
    });
    return id;
  }
}
