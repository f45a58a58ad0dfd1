import { SourceFailure, type ByteSource } from './byte-source.js';
import type { ReadLimits, ReadResult } from './read-result.js';
import { openReceived, type OpenedFile } from './received/opened-file.js';
import { explainUnrecognised } from './received/unrecognised.js';
import type { Certainty, TimetableReader } from './timetable-reader.js';
import { Unreadable, unreadableFile } from './unreadable.js';

/** Reads a received file by the reader that is surest of it; at equal certainty, by the one registered first. */
export class ReaderRegistry {
  readonly #readers: readonly TimetableReader[];

  constructor(readers: readonly TimetableReader[]) {
    this.#readers = readers;
  }

  /**
   * Gives the event loop back between chunks, so that heartbeats go on. Whatever a file may contain comes back as a
   * result; rejects only with the error of a source that fails.
   */
  async read(source: ByteSource, limits: ReadLimits): Promise<ReadResult> {
    let reader: TimetableReader | undefined;
    try {
      const file = await openReceived(source, limits);
      reader = await this.#surestReader(file);
      return await (reader === undefined ? explainUnrecognised(file) : reader.read(file, limits));
    } catch (error) {
      if (error instanceof SourceFailure) throw error.reason;
      if (error instanceof Unreadable) return unreadableFile(error, reader?.format);
      throw error;
    }
  }

  async #surestReader(file: OpenedFile): Promise<TimetableReader | undefined> {
    let likely: TimetableReader | undefined;
    for (const reader of this.#readers) {
      const certainty = await certaintyOf(reader, file);
      if (certainty === 'certain') return reader;
      if (certainty === 'likely') likely ??= reader;
    }
    return likely;
  }
}

/** A document that cannot even be looked at is nobody's: what is wrong with it is said once, by who reads it whole. */
async function certaintyOf(reader: TimetableReader, file: OpenedFile): Promise<Certainty> {
  try {
    return await reader.recognise(file);
  } catch (error) {
    if (error instanceof Unreadable) return 'none';
    throw error;
  }
}
