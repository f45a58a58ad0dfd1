import { readTimetable, type PartnerKeys, type ReadResult, type ReadTimetable } from '@timetable/formats';
import { withStatedSchool, type ImportContext } from '@timetable/domain';
import type { FileStore } from '@timetable/storage';
import { StorageUnavailable } from '../support/failure-translation.js';

/** Above this many rows a timetable is read again rather than kept: memory must not depend on the size of files. */
const MOST_ROWS_KEPT = 10_000;

/**
 * Reads deposited files. Validation and plan are two activities, so a file is read twice; when both run in this process
 * one after the other, as they mostly do, the second reading is spared: the last small timetable is kept until taken. A
 * storage key names the same bytes for ever, so what is kept cannot be stale.
 */
export class DepositReader {
  private kept: { readonly storageKey: string; readonly read: ReadTimetable } | undefined;

  constructor(
    private readonly files: Pick<FileStore, 'open'>,
    private readonly maxXmlBytes: number,
    private readonly partnerKeys: PartnerKeys,
  ) {}

  /** @throws StorageUnavailable */
  async read(context: Pick<ImportContext, 'storageKey' | 'fileName' | 'target'>): Promise<ReadResult> {
    const { storageKey } = context;
    const { kept } = this;
    if (kept?.storageKey === storageKey) {
      this.kept = undefined;
      return kept.read;
    }
    const file = await available(this.files.open(storageKey));
    try {
      const source = {
        sizeBytes: file.sizeBytes,
        read: (position: number, length: number) => available(file.read(position, length)),
      };
      const read = await readTimetable(source, { maxXmlBytes: this.maxXmlBytes }, this.partnerKeys);
      return read.kind === 'timetable'
        ? { ...read, timetable: withStatedSchool(read.timetable, context) }
        : read;
    } finally {
      await file.close();
    }
  }

  /** Keeps a timetable that is about to be planned, in place of the one kept before. */
  keep({ storageKey }: Pick<ImportContext, 'storageKey'>, read: ReadTimetable): void {
    const { courses, pupils } = read.timetable;
    if (courses.length + pupils.length <= MOST_ROWS_KEPT) this.kept = { storageKey, read };
  }
}

async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new StorageUnavailable('the storage failed', { cause: error });
  }
}
