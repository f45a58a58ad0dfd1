import type { AcademyLoad } from './academy-load.js';
import { median, medianRatio } from './measures.js';
import { french, verdict, type Line } from './table.js';

const MOST_OF_COPY = 3;

/** Row j. */
export function academyLines({ pupils, complete, rows, night, changedPercent }: AcademyLoad): Line[] {
  const line = { row: 'j', reference: '', ratio: '', goal: '' } as const;
  const seconds = (ms: number): string => `${french(ms / 1000)} s`;
  const [loads, copies] = [complete.map(({ load }) => load.ms), complete.map(({ copyMs }) => copyMs)];
  const ratio = medianRatio(loads, copies);
  const [wholeMs, copyMs] = [median(loads), median(copies)];
  const peak = Math.max(...complete.map(({ load }) => load.peakMb));
  return [
    {
      ...{ row: 'j', what: `annuaire académique de ${pupils} élèves, contre COPY des mêmes lignes` },
      ...{ measured: seconds(wholeMs), reference: seconds(copyMs), ratio: `${french(ratio)} ×` },
      goal: `≤ ${french(MOST_OF_COPY)} × ${verdict(ratio <= MOST_OF_COPY)}`,
    },
    {
      ...{
        row: 'j',
        what: `  une nuit de ${french(changedPercent)} % de changements, contre l’annuaire entier`,
      },
      ...{ measured: seconds(night.ms), reference: seconds(wholeMs), goal: '' },
      ratio: `${french(night.ms / wholeMs)} ×`,
    },
    {
      ...{ row: 'j', what: '  lignes écrites cette nuit, contre toutes', goal: '' },
      ...{
        measured: `${night.rowsWritten}`,
        reference: `${rows}`,
        ratio: `${french(night.rowsWritten / rows)} ×`,
      },
    },
    {
      ...line,
      what: '  mémoire de pointe, entier · nuit',
      measured: `${peak.toFixed(0)} · ${night.peakMb.toFixed(0)} Mo`,
    },
  ];
}
