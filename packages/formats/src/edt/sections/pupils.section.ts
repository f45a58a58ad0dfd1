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
      const person = this.person(row, ident);
      const classes: FileMembership[] = [];
      const parts: FileMembership[] = [];
      let isWhole = person.birthDate !== undefined || isBlank(row.attribute('DateNaissance'));
      return {
        child: (child) => {
          const into =
            child.name === 'Classe' ? classes : child.name === 'PartieDeClasse' ? parts : undefined;
          if (into !== undefined) isWhole = this.collect(child, into) && isWhole;
          else this.rows.unknownElement('Eleve', child);
          return LEAF;
        },
        close: () => {
          this.pupils.push({
            ...person,
            classes: this.shared(classes),
            parts: this.shared(parts),
            ...(!isWhole && { isPartlyUnread: true }),
          });
        },
      };
    });
  }

  private person(row: Element, ident: number): Omit<FilePupil, 'classes' | 'parts'> {
    const birthDate = this.rows.birthDate(row);
    if (isBlank(row.attribute('DateNaissance'))) {
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

  /** Answers whether the stay was read whole. */
  private collect(child: Element, into: FileMembership[]): boolean {
    const membership = this.rows.membership(child);
    if (membership !== undefined) into.push(membership);
    return membership !== undefined && membership.isUndated === undefined;
  }

  /** Most pupils of a class have the same classes and parts, on the same dates: such lists are kept once. */
  private shared(memberships: readonly FileMembership[]): readonly FileMembership[] {
    const key = memberships
      .map(
        ({ ident, startsOn, endsOn, isUndated }) => `${ident} ${startsOn} ${endsOn}${isUndated ? '?' : ''}`,
      )
      .join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // Copied: an array that grew holds room for more.
    const list = memberships.slice();
    this.known.set(key, list);
    return list;
  }
}

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';
