import { describe, expect, it } from '@jest/globals';
import type { PlanRow, PlanRowPage } from '@timetable/contracts';
import { allLines, planColumns } from './plan-table.js';

const row = (key: string): PlanRow => ({
  ...{ kind: 'closure', change: 'created', key, label: key, changes: [] },
  ...{ before: null, after: { startsOn: '2026-11-11', endsOn: '2026-11-11' } },
});
const page = (
  keys: readonly string[],
  nextCursor: string | null,
  more: Partial<PlanRowPage> = {},
): PlanRowPage => ({
  ...{ items: keys.map(row), nextCursor, total: 3, gone: null },
  ...more,
});

describe('all lines of a plan', () => {
  const read = async (first: PlanRowPage, second: PlanRowPage): Promise<unknown[]> => {
    const lines: unknown[] = [];
    for await (const some of allLines(first, () => Promise.resolve(second))) lines.push(...some);
    return lines;
  };

  it('are those of its pages, then what is said of those that are gone', async () => {
    const gone = { lines: 9, sentence: '9 lignes ne sont plus gardées.' };
    expect(await read(page(['a', 'b'], 'x', { gone }), page(['c'], null, { gone }))).toEqual([
      ...['a', 'b', 'c'].map(row),
      { sentence: gone.sentence },
    ]);
  });

  it('are not given as whole when the plan changed between two pages', async () => {
    await expect(read(page(['a', 'b'], 'x'), page([], null))).rejects.toThrow('changed');
  });
});

describe('a line of the table', () => {
  const cells = (isConditional: boolean, line: PlanRow) =>
    planColumns({ isConditional }).map(({ cell }) => cell(line));

  it('says what becomes of what, and would where nothing is written', () => {
    const changes = [
      { field: 'rooms', label: 'salle', before: 'B12', after: 'B14' },
      { field: 'teachers', label: 'enseignant', before: null, after: 'Durand Élise' },
    ] as const;
    const line = { ...row('Toussaint'), changes };
    expect(cells(true, line)).toEqual([
      ...['Période de fermeture', 'serait créée', 'Toussaint'],
      'salle : B12 → B14 ; enseignant : Durand Élise',
    ]);
    expect(cells(false, line)[1]).toBe('créée');
    expect(cells(true, { ...line, change: 'edited_by_hand' })[1]).toBe('modifiée à la main');
  });
});
