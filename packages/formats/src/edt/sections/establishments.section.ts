import type { FileEstablishment } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';
import { parseUai } from '../../reading/values.js';

/** `Etablissements` (revisions after 1.1): the establishments of a campus that one file serves. */
export class EstablishmentsSection {
  readonly establishments: FileEstablishment[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Etablissement', (row) => {
      const ident = this.rows.ident(row);
      const uai = parseUai(row.attribute('Numero'));
      this.establishments.push({ ident, line: row.line, uai, name: this.rows.name(row, 'Nom') });
      return LEAF;
    });
  }
}
