import { programOf, type Problem, type TimetableFormat, type TimetableProgram } from '@timetable/domain';
import type { UnreadableFile } from './read-result.js';

export interface UnreadableDetails {
  readonly line?: number;
  readonly value?: string;
  /** What would have been right in place of `value`. */
  readonly expected?: string;
  readonly software?: string;
  readonly uai?: string;
}

/**
 * What happened, why, and what to do, in sentences for a school secretary; says the details it is given.
 * @param program what wrote the file, as far as its format was recognised
 */
export type UnreadableSentence = (details: UnreadableDetails, program: TimetableProgram) => string;

/** Thrown inside the package when the content cannot be read as a timetable; leaves it as a result, never as an error. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    /** Stable, for programs. */
    readonly code: string,
    readonly details: UnreadableDetails,
    private readonly said: UnreadableSentence,
  ) {
    super(code);
  }

  /** The same, met on another line than its reader knows, who was not given all there is. */
  onLine(line: number): Unreadable {
    return new Unreadable(this.code, { ...this.details, line }, this.said);
  }

  /** French, for people. @param format of the file; undefined: no reader has recognised it */
  sentence(format: TimetableFormat | undefined): string {
    return this.said(this.details, programOf(format));
  }
}

/** Makes the errors of one catalogue of reasons: each part of the package has its own. */
export function unreadableBy<Code extends string>(
  sentences: Readonly<Record<Code, UnreadableSentence>>,
): (code: Code, details?: UnreadableDetails) => Unreadable {
  return (code, details = {}) => new Unreadable(code, details, sentences[code]);
}

/**
 * @param format of the file; undefined: no reader has recognised it
 * @param problems of the rows read before
 */
export const unreadableFile = (
  error: Unreadable,
  format: TimetableFormat | undefined,
  problems: readonly Problem[] = [],
): UnreadableFile => {
  const { code, details } = error;
  return { kind: 'unreadable', code, message: error.sentence(format), ...details, problems };
};

/** A value fit for a report: one line, short. */
export const clip = (text: string, most = 40): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

/** Whether one document of an archive is at fault: neither the archive nor how much there is of all. */
export const isOfOneDocument = ({ code }: Unreadable): boolean =>
  !code.startsWith('archive_') && code !== 'too_large' && code !== 'too_complex';
