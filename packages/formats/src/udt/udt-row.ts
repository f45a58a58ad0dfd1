/** Where an element stands. */
interface UdtPlace {
  readonly element: string;
  /** The file's name, without its folder. */
  readonly file: string;
  /** Line in that file, from 1. */
  readonly line: number;
}

/**
 * An element of a file of the export: its data are in its attributes, or its text. A large school has 300,000 of them: names of
 * attributes are held once for all rows that have the same.
 */
export class UdtRow {
  readonly element: string;
  readonly file: string;
  readonly line: number;
  readonly #names: readonly string[];
  readonly #values: readonly string[];

  constructor(
    { element, file, line }: UdtPlace,
    /** Its own text, without the blanks around. */
    readonly text: string,
    /** Names, and a value for each. */
    [names, values]: readonly [readonly string[], readonly string[]],
  ) {
    this.element = element;
    this.file = file;
    this.line = line;
    this.#names = names;
    this.#values = values;
  }

  /** The attribute as a person reads it; empty when it is absent or blank. */
  value(attribute: string): string {
    return this.#values[this.#names.indexOf(attribute)] ?? '';
  }

  /** Whether the attribute is there, blank or not. */
  has(attribute: string): boolean {
    return this.#names.includes(attribute);
  }
}

const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** « 31/08/2026 », as `YYYY-MM-DD`, whether it exists or not: `parseDate` tells. */
export function isoDateOf(text: string): string {
  const [, day = '', month = '', year = ''] = DATE.exec(text) ?? [];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
