import type { FileEstablishment } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

/** `Etablissements` (revisions after 1.1): the establishments of a campus that one file serves. */
export class EstablishmentsSection {
  readonly establishments: FileEstablishment[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Etablissement', (row) => {
      const ident = this.rows.ident(row);
      const uai = this.rows.name(row, 'Numero').toUpperCase();
      this.establishments.push({ ident, line: row.line, uai, name: this.rows.name(row, 'Nom') });
      return LEAF;
    });
  }
}
