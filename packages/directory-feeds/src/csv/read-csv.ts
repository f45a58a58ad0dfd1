import type { DirectoryList, GivenDirectory } from '@timetable/domain';
import { GARBLED, parseName, type ReceivedDocument } from '@timetable/formats/documents';
import type { FeedProblems } from '../feed-problems.js';
import { FeedUnreadable, WHICH_FILES } from '../feed-unreadable.js';
import { columnsOf, type CsvColumn } from './csv-columns.js';
import { listOfTable } from './csv-list.js';
import { CSV_READERS } from './csv-readers.js';
import { csvRows } from './csv-text.js';

/**
 * The list that a table gives.
 * @throws FeedUnreadable, Unreadable, SourceFailure
 */
export async function readCsv(
  document: Pick<ReceivedDocument, 'bytes'>,
  { fileName, list: asked }: { readonly fileName: string; readonly list?: DirectoryList | undefined },
  problems: FeedProblems,
): Promise<GivenDirectory> {
  const [first, ...rows] = await csvRows(document);
  if (first === undefined) throw new FeedUnreadable('Ce tableau est vide.');
  if (first.cells.some(isGarbled))
    throw new FeedUnreadable(
      'Les accents des titres sont abîmés (« Ã© » au lieu de « é ») : des noms seraient faussés. Refaites l’export au format « CSV UTF-8 ».',
      first.line,
    );
  const columns = columnsOf(first.cells);
  const present = new Set(columns.filter((column) => column !== undefined));
  if (present.size === 0)
    throw new FeedUnreadable(
      `La première ligne ne donne aucun titre de colonne connu (Nom, Prénom, Classe…). ${WHICH_FILES}`,
      1,
    );
  const list = asked ?? listOfTable(fileName, present);
  if (list === undefined)
    throw new FeedUnreadable(
      'Rien ne dit si ce tableau donne des enseignants, des élèves, des classes ou des personnels : dites-le, ou nommez le fichier ainsi (« eleves.csv »).',
    );
  const reader = CSV_READERS[list];
  const missing = reader.required.filter(({ anyOf }) => !anyOf.some((column) => present.has(column)));
  if (missing.length > 0)
    throw new FeedUnreadable(
      `Il manque ${missing.length === 1 ? 'une colonne' : 'des colonnes'} : ${missing.map(({ title }) => `« ${title} »`).join(', ')}. Comparez avec le modèle.`,
      1,
    );
  // Tables put one below the other repeat their headings.
  const seen = new Map([[JSON.stringify(first.cells), first.line]]);
  return reader.read(
    rows.flatMap(({ line, cells }) => {
      const same = JSON.stringify(cells);
      const before = seen.get(same);
      if (before !== undefined) {
        problems.report(line, `Cette ligne est la même que la ligne ${before} : une seule est gardée.`);
        return [];
      }
      seen.set(same, line);
      if (cells.some((cell, index) => columns[index] !== undefined && isGarbled(cell)))
        problems.report(
          line,
          'Des accents de cette ligne sont abîmés (« Ã© » au lieu de « é ») : elle est lue ainsi.',
        );
      return [{ line, value: valueOf(columns, cells) }];
    }),
    { has: (column) => present.has(column), problems },
  );
}

/** A letter of no encoding, or UTF-8 that a program took for something else. */
const isGarbled = (cell: string): boolean => cell.includes('\ufffd') || GARBLED.test(cell);

/** The first cell that says something, of the columns of that heading: a teacher may have two for classes. */
const valueOf =
  (columns: readonly (CsvColumn | undefined)[], cells: readonly string[]) =>
  (column: CsvColumn): string | undefined => {
    for (const [index, known] of columns.entries()) {
      const value = known === column ? parseName(cells[index]) : '';
      if (value !== '') return value;
    }
    return undefined;
  };
