import { changesInFrench, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';

interface PlanDifferencesProps {
  /** As it was read. */
  readonly read: ImportReport;
  /** Counts of the plan as it is, from the refusal. */
  readonly now: unknown;
}

/** In what the plan differs from the one that was read, kind by kind. */
export function PlanDifferences({ read, now }: PlanDifferencesProps): ReactNode {
  const before = new Map(linesOf(read.counts));
  const differing = linesOf(countsOf(now)).filter(([label, line]) => before.get(label) !== line);
  if (differing.length === 0)
    return <p>Les quantités sont les mêmes ; des séances ou des personnes ont changé.</p>;
  return (
    <ul>
      {differing.map(([label, line]) => (
        <li key={label}>
          {label} : {line} <span className="muted">(avant : {before.get(label) ?? 'rien'})</span>
        </li>
      ))}
    </ul>
  );
}

const linesOf = (counts: ImportReport['counts']): [string, string][] =>
  changesInFrench(counts, { isConditional: true }).map(({ label, changes }) => [label, changes.join(', ')]);

const countsOf = (value: unknown): ImportReport['counts'] =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
      )
    : {};
