import type { FileGroup, Ident } from '@timetable/domain';
import { LEAF, type ElementReader } from '../../xml/element-reader.js';
import { collectReference, sectionOf, type RowReading } from '../row-reading.js';

/** `Groupes`, each made of whole classes, parts of classes and, in newer revisions, single pupils. */
export class GroupsSection {
  readonly groups: FileGroup[] = [];

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Groupe', (row) => {
      const ident = this.rows.ident(row);
      const name = this.rows.requiredName(row, 'Nom');
      const classes: Ident[] = [];
      const parts: Ident[] = [];
      const pupils: Ident[] = [];
      const madeOf = new Map([
        ['Classe', classes],
        ['PartieDeClasse', parts],
        ['Eleve', pupils],
      ]);
      let isWhole = true;
      return {
        child: (child) => {
          const into = madeOf.get(child.name);
          if (into !== undefined) isWhole = collectReference(this.rows, 'Groupe', child, into) && isWhole;
          else this.rows.unknownElement('Groupe', child);
          return LEAF;
        },
        close: () => {
          this.groups.push({
            ident,
            line: row.line,
            name,
            classes,
            parts,
            ...(pupils.length > 0 && { pupils }),
            ...(!isWhole && { isPartlyUnread: true }),
          });
        },
      };
    });
  }
}
