import { UNNUMBERED, type FileMembership, type Ident, type ReadingProblemCode } from '@timetable/domain';
import type { Element, ElementReader } from '../xml/element-reader.js';
import type { ProblemList } from '../reading/problem-list.js';
import type { TextPool } from '../reading/text-pool.js';
import { parseDate, parseName, parseUnsignedInt } from '../reading/values.js';

/** Seen in newer revisions, or in 1.1, inside rows that are read. */
const NEEDLESS_ELEMENTS: ReadonlySet<string> = new Set([
  'Classe/ProfesseurPrincipal',
  'Classe/Mef',
  'Groupe/Etablissement',
  'Eleve/Responsable',
  'Eleve/Groupe',
  'Eleve/Mef',
  'Eleve/Etablissement',
  'Cours/Personnel',
  'Cours/Materiel',
  'Cours/Etiquette',
  'Cours/Periode',
]);

/** Unknown names are the file's own to invent: not kept without end. */
const MOST_UNKNOWN = 100;

/** Reads what rows of all sections have in common, reporting what it cannot read. */
export class RowReading {
  readonly #memberships = new Map<string, FileMembership>();
  readonly #dates = new Map<string, string>();
  readonly #unknown = new Set<string>();
  #unnumbered = 0;
  #row: Element | undefined;

  constructor(
    readonly problems: ProblemList,
    readonly texts: TextPool,
  ) {}

  /** The row that is read from now on: what is wrong in it is found by it. */
  begin(row: Element): void {
    this.#row = row;
  }

  /** @param about what cannot be referred to, as EDT's export calls it */
  report(code: ReadingProblemCode, element: Element, value?: string, about?: string): void {
    const { line } = element;
    const row = this.#row;
    this.problems.report(code, {
      line,
      ...(row !== undefined && row.line !== line && { rowLine: row.line }),
      ...(value !== undefined && { value }),
      ...(about !== undefined && { about }),
    });
  }

  /** Ident of a row. One that has none that is usable is reported and read all the same, under a number of its own. */
  ident(row: Element): Ident {
    this.begin(row);
    const text = row.attribute('Ident');
    const ident = parseUnsignedInt(text);
    if (ident !== undefined) return ident;
    this.report('ident_unreadable', row, `${row.name}=${text ?? ''}`, row.name);
    this.#unnumbered += 1;
    return UNNUMBERED - this.#unnumbered;
  }

  /** Ident that a child refers to; undefined, and reported, when it has none that is usable. */
  reference(parent: string, child: Element): Ident | undefined {
    const text = child.attribute('Ident');
    const ident = parseUnsignedInt(text);
    if (ident === undefined)
      // A class's part that cannot be read is what others refer to; elsewhere it is the reference that says nothing.
      this.report(
        'reference_unreadable',
        child,
        `${parent}/${child.name}=${text ?? ''}`,
        parent === 'Classe' ? child.name : undefined,
      );
    return ident;
  }

  /**
   * Tells of an element that nobody knows inside a row, once per place. Those that newer files are known to have, and an import
   * does without, are said nothing of.
   */
  unknownElement(parent: string, child: Element): void {
    const path = `${parent}/${child.name}`;
    if (NEEDLESS_ELEMENTS.has(path) || this.#unknown.has(path) || this.#unknown.size >= MOST_UNKNOWN) return;
    this.#unknown.add(this.texts.own(path));
    this.report('unknown_section', child, path);
  }

  /** A name without which the row cannot be recognised; empty, and reported, when missing. */
  requiredName(row: Element, attribute: string): string {
    const name = this.name(row, attribute);
    if (name === '') this.report('name_missing', row, `${row.name} ${row.attribute('Ident') ?? ''}`);
    return name;
  }

  name(row: Element, attribute: string): string {
    return this.texts.shared(parseName(row.attribute(attribute)));
  }

  /** Identifier of a person; undefined when absent or empty. */
  identifier(row: Element, ...spellings: readonly string[]): string | undefined {
    for (const spelling of spellings) {
      const text = parseName(row.attribute(spelling));
      if (text !== '') return this.texts.own(text);
    }
    return undefined;
  }

  /** A person's birth date; undefined when absent, and reported when it is no date. The date itself stays out of reports. */
  birthDate(row: Element): string | undefined {
    const text = row.attribute('DateNaissance');
    if (text === undefined || text.trim() === '') return undefined;
    const date = parseDate(text);
    if (date === undefined)
      this.report('birth_date_unreadable', row, `${row.name} ${row.attribute('Ident') ?? ''}`);
    return date === undefined ? undefined : this.texts.shared(date);
  }

  /** A dated reference of a pupil. The same class and dates come back for each of its pupils: kept once. */
  membership(child: Element): FileMembership | undefined {
    const ident = this.reference('Eleve', child);
    if (ident === undefined) return undefined;
    const startsOn = this.#membershipDate(child, 'DateEntree');
    const endsOn = this.#membershipDate(child, 'DateSortie');
    if (startsOn === undefined || endsOn === undefined) {
      return { ident, startsOn: startsOn ?? '', endsOn: endsOn ?? '', isUndated: true };
    }
    const key = `${ident} ${startsOn} ${endsOn}`;
    const known = this.#memberships.get(key);
    if (known !== undefined) return known;
    const membership = { ident, startsOn, endsOn };
    this.#memberships.set(key, membership);
    return membership;
  }

  /** Empty when the file gives none; undefined, and reported, when it is no date. */
  #membershipDate(child: Element, attribute: string): string | undefined {
    const text = child.attribute(attribute) ?? '';
    const known = this.#dates.get(text);
    if (known !== undefined) return known;
    const date = parseDate(text);
    if (date === undefined) {
      if (text.trim() === '') return '';
      this.report('membership_date_unreadable', child, `${attribute}=${text}`);
      return undefined;
    }
    this.#dates.set(this.texts.own(text), date);
    return date;
  }
}

/** Reader of a section: its rows have one name, anything else inside is ignored. */
export const sectionOf = (
  row: string,
  read: (element: Element) => ElementReader | undefined,
): ElementReader => ({ child: (element) => (element.name === row ? read(element) : undefined) });

/** Adds the Ident that a child refers to. Answers whether it is usable. */
export function collectReference(rows: RowReading, parent: string, child: Element, into: Ident[]): boolean {
  const ident = rows.reference(parent, child);
  if (ident !== undefined) into.push(ident);
  return ident !== undefined;
}
