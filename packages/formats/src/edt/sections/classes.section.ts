import type { FileClass, Ident } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { collectReference, sectionOf, type RowReading } from '../row-reading.js';

/** `Classes`, each with its parts and, in newer revisions, its establishment. */
export class ClassesSection {
  readonly classes: FileClass[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Classe', (row) => {
      const ident = this.rows.ident(row);
      const name = this.rows.requiredName(row, 'Nom');
      const parts: Ident[] = [];
      const establishments = new Set<Ident>();
      let isWhole = true;
      return {
        child: (child) => {
          if (child.name === 'PartieDeClasse') {
            isWhole = collectReference(this.rows, 'Classe', child, parts) && isWhole;
          } else if (child.name === 'Etablissement') {
            const reference = this.rows.reference('Classe', child);
            if (reference === undefined) isWhole = false;
            else establishments.add(reference);
          } else this.rows.unknownElement('Classe', child);
          return LEAF;
        },
        close: () => {
          // Of several, none says which class it is: it is looked for in all.
          const [establishment, another] = establishments;
          this.classes.push({
            ident,
            line: row.line,
            name,
            parts,
            ...(establishment !== undefined && another === undefined && { establishment }),
            ...(!isWhole && { isPartlyUnread: true }),
          });
        },
      };
    });
  }
}
