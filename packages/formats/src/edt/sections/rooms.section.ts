import type { FileRoom } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';

/** `Salles`. */
export class RoomsSection {
  readonly rooms: FileRoom[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Salle', (row) => {
      const ident = this.rows.ident(row);
      this.rooms.push({ ident, line: row.line, name: this.rows.requiredName(row, 'Nom') });
      return LEAF;
    });
  }
}
