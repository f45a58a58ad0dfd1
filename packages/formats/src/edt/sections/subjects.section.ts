import type { FileSubject } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

/** `Matieres`. A subject may lack its code, or its label, but not both. */
export class SubjectsSection {
  readonly subjects: FileSubject[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Matiere', (row) => {
      const ident = this.rows.ident(row);
      const code = this.rows.name(row, 'Code');
      const label = code === '' ? this.rows.requiredName(row, 'Libelle') : this.rows.name(row, 'Libelle');
      this.subjects.push({ ident, line: row.line, code, label });
      return LEAF;
    });
  }
}
