import { readTimetable, type PartnerKeys, type ReadResult, type ReadTimetable } from '@timetable/formats';
import { withStatedSchool, type ImportContext } from '@timetable/domain';
import type { FileStore } from '@timetable/storage';
import type { CurrentStateReader } from './ports.js';
import { PartnerKeyMissing, StorageUnavailable } from '../support/failure-translation.js';

/** Above this many rows a timetable is read again rather than kept: memory must not depend on the size of files. */
const MOST_ROWS_KEPT = 10_000;

/**
 * Reads deposited files. Validation and plan are two activities, so a file is read twice; when both run in this process
 * one after the other, as they mostly do, the second reading is spared: the last small timetable is kept until taken. A
 * storage key names the same bytes for ever, so what is kept cannot be stale; what rests on more than the bytes is not kept.
 */
export class DepositReader {
  private kept: { readonly storageKey: string; readonly read: ReadTimetable } | undefined;

  constructor(
    private readonly files: Pick<FileStore, 'open'>,
    private readonly maxXmlBytes: number,
    private readonly partnerKeys: PartnerKeys,
    private readonly current: Pick<CurrentStateReader, 'loadStswebExport'>,
  ) {}

  /** @throws StorageUnavailable; PartnerKeyMissing when what was read before cannot be opened any more */
  async read(
    context: Pick<ImportContext, 'storageKey' | 'hasBeenRead' | 'fileName' | 'target'>,
  ): Promise<ReadResult> {
    const { kept } = this;
    if (kept?.storageKey === context.storageKey) {
      this.kept = undefined;
      return kept.read;
    }
    const read = await this.#readStored(context);
    // What became of our keys is nothing that the file can be refused for.
    if (context.hasBeenRead && read.kind === 'unreadable' && read.lacksKey === true)
      throw new PartnerKeyMissing();
    return read;
  }

  /** Keeps a timetable that is about to be planned, in place of the one kept before. */
  keep({ storageKey }: Pick<ImportContext, 'storageKey'>, read: ReadTimetable): void {
    const { courses, pupils } = read.timetable;
    if (read.dependsOnKept === true) return;
    if (courses.length + pupils.length <= MOST_ROWS_KEPT) this.kept = { storageKey, read };
  }

  async #readStored(context: Pick<ImportContext, 'storageKey' | 'fileName' | 'target'>): Promise<ReadResult> {
    const file = await available(this.files.open(context.storageKey));
    try {
      const source = {
        sizeBytes: file.sizeBytes,
        read: (position: number, length: number) => available(file.read(position, length)),
      };
      const read = await readTimetable(
        source,
        { maxXmlBytes: this.maxXmlBytes },
        {
          partnerKeys: this.partnerKeys,
          stswebExports: { find: (of) => this.current.loadStswebExport(context.target, of) },
        },
      );
      return read.kind === 'timetable'
        ? { ...read, timetable: withStatedSchool(read.timetable, context) }
        : read;
    } finally {
      await file.close();
    }
  }
}

async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new StorageUnavailable('the storage failed', { cause: error });
  }
}
