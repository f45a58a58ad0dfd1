import type { AcademyLoad } from './academy-load.js';
import { french, verdict, type Line } from './table.js';

const MOST_OF_COPY = 3;

/** Row j. */
export function academyLines({ pupils, complete, copyMs, rows, night, changedPercent }: AcademyLoad): Line[] {
  const line = { row: 'j', reference: '', ratio: '', goal: '' } as const;
  const seconds = (ms: number): string => `${french(ms / 1000)} s`;
  const ratio = complete.ms / copyMs;
  return [
    {
      ...{ row: 'j', what: `annuaire académique de ${pupils} élèves, contre COPY des mêmes lignes` },
      ...{ measured: seconds(complete.ms), reference: seconds(copyMs), ratio: `${french(ratio)} ×` },
      goal: `≤ ${french(MOST_OF_COPY)} × ${verdict(ratio <= MOST_OF_COPY)}`,
    },
    {
      ...{
        row: 'j',
        what: `  une nuit de ${french(changedPercent)} % de changements, contre l’annuaire entier`,
      },
      ...{ measured: seconds(night.ms), reference: seconds(complete.ms), goal: '' },
      ratio: `${french(night.ms / complete.ms)} ×`,
    },
    {
      ...{ row: 'j', what: '  lignes écrites cette nuit, contre toutes', goal: '' },
      ...{
        measured: `${night.rowsWritten}`,
        reference: `${rows}`,
        ratio: `${french(night.rowsWritten / rows)} ×`,
      },
    },
    { ...line, what: '  mémoire de pointe, entier · nuit', measured: `${mb(complete)} · ${mb(night)} Mo` },
  ];
}

const mb = ({ peakMb }: { readonly peakMb: number }): string => peakMb.toFixed(0);
