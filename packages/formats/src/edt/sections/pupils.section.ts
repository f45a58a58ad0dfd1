import type { FileMembership, FilePupil } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

const NO_MEMBERSHIPS: readonly FileMembership[] = [];

/** `Eleves`. Guardians and addresses are never kept: a timetable has no use for them. */
export class PupilsSection {
  readonly pupils: FilePupil[] = [];

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
          this.pupils.push({ ...person, classes: compact(classes), parts: compact(parts) });
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
}

/** Arrays that grew hold room for more; there are as many as pupils. */
const compact = (memberships: FileMembership[]): readonly FileMembership[] =>
  memberships.length === 0 ? NO_MEMBERSHIPS : memberships.slice();
