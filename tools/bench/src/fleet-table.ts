import type { Growth } from './growth.js';
import { totalOf, usageByProcess as detail } from './product-usage.js';
import { french, verdict, type Line } from './table.js';
import type { Throughput } from './throughput.js';

const LEAST_PER_SECOND = 6;
const MOST_LOCKED_SECONDS = 2;
const MOST_GROWTH = 1.2;

/** Row g. */
export function throughputLines(measured: readonly Throughput[]): Line[] {
  const [without] = measured;
  return measured.flatMap(({ what, perSecond, times, walKb, usage }): Line[] => {
    const line = { row: 'g', reference: '', ratio: '', goal: '' } as const;
    const rate = `${french(perSecond)}/s`;
    if (times === undefined) return [{ ...line, what: `imports, ${what}`, measured: rate }];
    const { p50, p95, lockedP50 } = times;
    return [
      {
        ...{ row: 'g', what: `imports, ${what}`, measured: rate },
        reference: without === undefined ? '' : `${french(without.perSecond)}/s`,
        ratio: without === undefined ? '' : `${french(perSecond / without.perSecond)} ×`,
        goal: `≥ ${LEAST_PER_SECOND}/s ${verdict(perSecond >= LEAST_PER_SECOND)}`,
      },
      { ...line, what: `  du dépôt à la fin, p50 · p95`, measured: `${french(p50)} · ${french(p95)} s` },
      {
        ...line,
        what: '  sous verrou, p50',
        measured: `${french(lockedP50)} s`,
        goal: `≤ ${MOST_LOCKED_SECONDS} s ${verdict(lockedP50 <= MOST_LOCKED_SECONDS)}`,
      },
      { ...line, what: '  journal (WAL) par import', measured: `${french(walKb ?? Number.NaN)} Kio` },
      ...(usage === undefined
        ? []
        : [
            {
              ...line,
              what: '  processeur par import',
              measured: `${totalOf(usage).toFixed(0)} ms`,
              ratio: detail(usage),
            },
          ]),
    ];
  });
}

/** Row h: against the emptiest tables. */
export function growthLines(measured: readonly Growth[]): Line[] {
  const [smallest] = measured;
  if (smallest === undefined) return [];
  return measured.map(({ sessions, pastImports, usage, totalMs, medianMs }) => {
    const growth = totalMs / smallest.totalMs;
    return {
      row: 'h',
      what: `réimport, ${french(sessions)} séances et ${french(pastImports)} imports (${medianMs.toFixed(0)} ms ; ${detail(usage)})`,
      measured: `${totalMs.toFixed(0)} ms`,
      reference: `${smallest.totalMs.toFixed(0)} ms`,
      ratio: `${french(growth)} ×`,
      goal: `≤ ${french(MOST_GROWTH)} × ${verdict(growth <= MOST_GROWTH)}`,
    };
  });
}
