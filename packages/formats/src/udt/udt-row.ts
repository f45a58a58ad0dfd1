/** An element of a file of the export: its data are in its attributes, or its text. */
export interface UdtRow {
  readonly element: string;
  /** The file's name, without its folder. */
  readonly file: string;
  /** Line in that file, from 1. */
  readonly line: number;
  /** Its own text, without the blanks around. */
  readonly text: string;
  /** The attribute as a person reads it; empty when it is absent or blank. */
  value(attribute: string): string;
  /** Whether the attribute is there, blank or not. */
  has(attribute: string): boolean;
}

const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** « 31/08/2026 », as `YYYY-MM-DD`, whether it exists or not: `parseDate` tells. */
export function isoDateOf(text: string): string {
  const [, day = '', month = '', year = ''] = DATE.exec(text) ?? [];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
