import type { PlanRow, PlanRowPage } from '@timetable/contracts';
import { lineInWords } from '@timetable/domain';
import type { Column } from '../http/table.js';

/** A line of a plan, or what is said in the place of those that are no longer kept. */
type Line = PlanRow | { readonly sentence: string };

/** @param tense conditional where the import has written nothing */
export function planColumns(tense: { readonly isConditional: boolean }): readonly Column<Line>[] {
  const words = (row: PlanRow) => lineInWords(row.kind, row.change, tense);
  return [
    { header: 'Nature', cell: (line) => ('sentence' in line ? null : words(line).thing) },
    { header: 'Ce qui lui arrive', cell: (line) => ('sentence' in line ? null : words(line).becomes) },
    { header: 'Quoi', cell: (line) => ('sentence' in line ? line.sentence : line.label) },
    {
      header: 'En détail',
      cell: (line) => ('sentence' in line ? null : line.changes.map(changeInWords).join(' ; ')),
    },
  ];
}

/** « salle : B12 → B14 », « salle : B12 » of what is created or deleted. */
function changeInWords({ label, before, after }: PlanRow['changes'][number]): string {
  const sides = [before, after].filter((side) => side !== null);
  return `${label} : ${sides.join(' → ')}`;
}

/**
 * The lines of all pages.
 * @param first the page that begins the plan
 * @param after the page that follows, by its cursor
 * @throws Error when the plan has changed meanwhile: what was given is then neither the one nor the other
 */
export async function* allLines(
  first: PlanRowPage,
  after: (cursor: string) => Promise<PlanRowPage>,
): AsyncGenerator<readonly Line[]> {
  let given = 0;
  for (let page = first; ; page = await after(page.nextCursor)) {
    given += page.items.length;
    yield page.items;
    if (page.nextCursor === null) break;
  }
  if (given !== first.total) throw new Error('The plan changed while it was read page by page');
  if (first.gone !== null) yield [{ sentence: first.gone.sentence }];
}
