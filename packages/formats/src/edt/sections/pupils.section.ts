import type { FileMembership, FilePupil } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

/** `Eleves`. Guardians and addresses are never kept: a timetable has no use for them. */
export class PupilsSection {
  readonly pupils: FilePupil[] = [];
  private readonly known = new Map<string, readonly FileMembership[]>();

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Eleve', (row) => {
      const ident = this.rows.ident(row);
      if (ident === undefined) return LEAF;
      const person = this.person(row, ident);
      const classes: FileMembership[] = [];
      const parts: FileMembership[] = [];
      return {
        child: (child) => {
          if (child.name === 'Classe') this.collect(child, classes);
          if (child.name === 'PartieDeClasse') this.collect(child, parts);
          return LEAF;
        },
        close: () => {
          this.pupils.push({ ...person, classes: this.shared(classes), parts: this.shared(parts) });
        },
      };
    });
  }

  private person(row: Element, ident: number): Omit<FilePupil, 'classes' | 'parts'> {
    const birthDate = this.rows.birthDate(row);
    if ((row.attribute('DateNaissance') ?? '').trim() === '') {
      this.rows.report('birth_date_missing', row, `${ident}`);
    }
    const idpn = this.rows.identifier(row, 'IDPN', 'IdPN');
    const nationalId = this.rows.identifier(row, 'NumeroNational');
    const sieclId = this.rows.identifier(row, 'IDSconet');
    return {
      ident,
      line: row.line,
      lastName: this.rows.name(row, 'Nom'),
      firstName: this.rows.name(row, 'Prenom'),
      ...(birthDate !== undefined && { birthDate }),
      ...(idpn !== undefined && { idpn }),
      ...(nationalId !== undefined && { nationalId }),
      ...(sieclId !== undefined && { sieclId }),
    };
  }

  private collect(child: Element, into: FileMembership[]): void {
    const membership = this.rows.membership(child);
    if (membership !== undefined) into.push(membership);
  }

  /** Most pupils of a class have the same classes and parts, on the same dates: such lists are kept once. */
  private shared(memberships: readonly FileMembership[]): readonly FileMembership[] {
    const key = memberships.map(({ ident, startsOn, endsOn }) => `${ident} ${startsOn} ${endsOn}`).join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // Copied: an array that grew holds room for more.
    const list = memberships.slice();
    this.known.set(key, list);
    return list;
  }
}
