import type { FileTeacher } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

/** `Professeurs`. */
export class TeachersSection {
  readonly teachers: FileTeacher[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Professeur', (row) => {
      this.teachers.push(this.teacher(row, this.rows.ident(row)));
      return LEAF;
    });
  }

  private teacher(row: Element, ident: number): FileTeacher {
    const birthDate = this.rows.birthDate(row);
    const idpn = this.rows.identifier(row, 'IDPN', 'IdPN');
    const stsId = this.rows.identifier(row, 'IDSTS');
    return {
      ident,
      line: row.line,
      lastName: this.rows.name(row, 'Nom'),
      firstName: this.rows.name(row, 'Prenom'),
      ...(birthDate !== undefined && { birthDate }),
      ...(idpn !== undefined && { idpn }),
      ...(stsId !== undefined && { stsId }),
    };
  }
}
