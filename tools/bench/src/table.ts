import type { EncryptedSamples } from './encrypted-cost.js';
import { median, medianRatio } from './measures.js';
import type { MemorySample } from './memory.js';
import { DEPOSITS, type ImportCost } from './import-cost.js';
import { totalOf, usageByProcess as detail, type Usage } from './product-usage.js';
import type { Timings } from './timings.js';
import type { BenchRow } from './bench-options.js';

const MEMORY_GOAL_MB = 150;
const ENCRYPTED_GOAL = 1.15;

export interface Line {
  readonly row: BenchRow;
  readonly what: string;
  readonly measured: string;
  readonly reference: string;
  readonly ratio: string;
  readonly goal: string;
}

const HEADER = {
  row: '',
  what: 'Mesure',
  measured: 'mesuré',
  reference: 'référence',
  ratio: 'rapport',
  goal: 'objectif',
} as const;

function ratioLine(
  row: BenchRow,
  what: string,
  [measured, reference]: readonly [readonly number[], readonly number[]],
  most?: number,
): Line {
  const ratio = medianRatio(measured, reference);
  return {
    row,
    what,
    measured: `${median(measured).toFixed(0)} ms`,
    reference: `${median(reference).toFixed(0)} ms`,
    ratio: `${french(ratio)} ×`,
    goal: most === undefined ? '' : `≤ ${french(most)} × ${verdict(ratio <= most)}`,
  };
}

export function timingLines(timings: Timings, rows: ReadonlySet<BenchRow>): Line[] {
  const { first, floor, steps, direct, again } = timings;
  return [
    ratioLine('a', 'dépôt → intégré, contre lecture + COPY', [first, floor], 3),
    ratioLine('b', 'cinq étapes avec Temporal, contre sans', [steps, direct]),
    ratioLine('c', 'réimport (1 % change), contre premier import', [again, first], 0.5),
  ].filter(({ row }) => rows.has(row));
}

export function encryptedLines({ encrypted, clear }: EncryptedSamples): Line[] {
  return [
    ratioLine('i', 'export chiffré → intégré, contre le même en clair', [encrypted, clear], ENCRYPTED_GOAL),
  ];
}

export function memoryLines(samples: readonly MemorySample[]): Line[] {
  return samples.map(({ sizeMb, idleMb, peakMb }) => ({
    row: 'd',
    what: `mémoire du worker, fichier de ${french(sizeMb)} Mo, contre à vide`,
    measured: `${peakMb.toFixed(0)} Mo`,
    reference: `${idleMb.toFixed(0)} Mo`,
    ratio: `+ ${(peakMb - idleMb).toFixed(0)} Mo`,
    goal: `≤ + ${MEMORY_GOAL_MB} Mo ${verdict(peakMb - idleMb <= MEMORY_GOAL_MB)}`,
  }));
}

export function costLines({
  costs,
  idle,
}: {
  readonly costs: readonly ImportCost[];
  readonly idle: Usage;
}): Line[] {
  const lines = costs.map(({ school, kind, usage, lastedMs, goalMs }): Line => {
    const total = totalOf(usage);
    const restingMs = (totalOf(idle) * lastedMs) / 1000;
    return {
      row: 'f',
      what: `processeur d’un import, école ${school}, ${DEPOSITS[kind]}`,
      measured: `${total.toFixed(0)} ms`,
      reference: `repos ${restingMs.toFixed(0)} ms`,
      ratio: detail(usage),
      goal: goalMs === undefined ? '' : `≤ ${goalMs} ms ${verdict(total <= goalMs)}`,
    };
  });
  const resting = { row: 'f', what: 'processeur d’une seconde sans rien', reference: '', goal: '' } as const;
  return [...lines, { ...resting, measured: `${totalOf(idle).toFixed(0)} ms`, ratio: detail(idle) }];
}

/** Aligned columns; figures to the right. */
export function renderTable(lines: readonly Line[]): string {
  const all = [HEADER, ...lines];
  const width = (column: keyof Line): number => Math.max(...all.map((line) => line[column].length));
  const columns = ['row', 'what', 'measured', 'reference', 'ratio', 'goal'] as const;
  return all
    .map((line) =>
      columns
        .map((column) =>
          column === 'row' || column === 'what'
            ? line[column].padEnd(width(column))
            : line[column].padStart(width(column)),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const verdict = (isMet: boolean): string => (isMet ? '✓' : '✗');

export const french = (value: number): string =>
  value.toLocaleString('fr-FR', { maximumFractionDigits: 2 }).replaceAll('\u202f', ' ');
