import { readTimetable } from '@timetable/formats';
import type { Database } from '@timetable/persistence';
import { open } from 'node:fs/promises';
import { z } from 'zod';

const LINE = z.object({ line: z.string() });

const COLUMNS =
  'date, start_minute, end_minute, starts_at, ends_at, subject_key, audience, teachers, classes, groups, rooms, ' +
  'establishment_ids, school_year, created_by, updated_by';
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * The least that an import can cost here: reading the file as a stream, and writing the very rows it gives, already made
 * and serialised, into the product's own table by one COPY, committed.
 */
export class Floor {
  readonly #database: Database;
  readonly #file: string;
  readonly #lines: readonly string[];

  private constructor(database: Database, file: string, lines: readonly string[]) {
    this.#database = database;
    this.#file = file;
    this.#lines = lines;
  }

  /** @param campusCode where the file has been imported: its rows are the ones to write */
  static async prepare(database: Database, campusCode: string, file: string): Promise<Floor> {
    const fields = COLUMNS.split(', ').map((column) => `${column}::text`);
    const rows = await database.sql.rows(
      LINE,
      `SELECT replace(concat_ws(E'\\t', ${fields.join()}), '\\', '\\\\') AS line FROM session
        WHERE campus_code = $1 AND state = 'planned' ORDER BY date, start_minute`,
      [campusCode],
    );
    return new Floor(
      database,
      file,
      rows.map(({ line }) => line),
    );
  }

  get rowCount(): number {
    return this.#lines.length;
  }

  /** @returns what is to be timed, which gives the rows to `campusCode`: each round writes rows of its own */
  round(campusCode: string): () => Promise<void> {
    const chunks = chunked(this.#lines, campusCode);
    return async () => {
      await this.#readFile();
      await this.#database.transaction((tx) =>
        tx.copy(`COPY session (campus_code, ${COLUMNS}) FROM STDIN`, chunks),
      );
    };
  }

  async #readFile(): Promise<void> {
    const handle = await open(this.#file);
    try {
      const { size } = await handle.stat();
      const read = async (position: number, length: number): Promise<Uint8Array> => {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      };
      const result = await readTimetable({ sizeBytes: size, read }, { maxXmlBytes: size });
      if (result.kind !== 'timetable') throw new Error('Le plancher ne sait pas lire le fichier.');
    } finally {
      await handle.close();
    }
  }
}

function chunked(lines: readonly string[], campusCode: string): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const line of lines) {
    chunk += `${campusCode}\t${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    chunks.push(chunk);
    chunk = '';
  }
  return [...chunks, chunk];
}
