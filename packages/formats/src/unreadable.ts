import type { UnreadableCode } from '@timetable/domain';

export interface UnreadableDetails {
  readonly line?: number;
  readonly value?: string;
  readonly software?: string;
  readonly uai?: string;
}

/** Thrown inside the reader when the content cannot be read as a timetable; leaves the package as a result, never as an error. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly code: UnreadableCode,
    readonly details: UnreadableDetails = {},
  ) {
    super(code);
  }
}

/** A value fit for a report: one line, short. */
export const clip = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
};
