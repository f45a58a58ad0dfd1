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
      if (ident === undefined) return LEAF;
      const name = this.rows.requiredName(row, 'Nom');
      const classes: Ident[] = [];
      const parts: Ident[] = [];
      const pupils: Ident[] = [];
      return {
        child: (child) => {
          if (child.name === 'Classe') collectReference(this.rows, 'Groupe', child, classes);
          if (child.name === 'PartieDeClasse') collectReference(this.rows, 'Groupe', child, parts);
          if (child.name === 'Eleve') collectReference(this.rows, 'Groupe', child, pupils);
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
          });
        },
      };
    });
  }
}
