import { frenchDecimal, frenchInteger, type Threshold, type ThresholdMeasures } from '@timetable/contracts';
import type { ReactNode } from 'react';

const WIDTH = 200;
const HEIGHT = 48;
const EDGE = 5;

interface MeasuresLineProps {
  readonly code: Threshold['code'];
  readonly measures: ThresholdMeasures;
  /** Percent, as it is typed; undefined while it is no number. */
  readonly limit: number | undefined;
}

/** What the last imports measured, the oldest on the left, with the limit across. The figures are read, not only drawn. */
export function MeasuresLine({ code, measures, limit }: MeasuresLineProps): ReactNode {
  const values = measures.imports
    .toReversed()
    .flatMap((each) => each.measures.filter((measure) => measure.code === code && measure.isComparable))
    .map(({ percent, numerator }) => percent ?? (numerator > 0 ? 100 : 0));
  // One value makes no line: the sentence says it.
  if (values.length < 2) return null;
  const most = Math.min(100, Math.max(10, ...values, limit ?? 0) * 1.1);
  const y = (percent: number): number =>
    HEIGHT - EDGE - (Math.min(percent, most) / most) * (HEIGHT - 2 * EDGE);
  const x = (index: number): number => EDGE + (index * (WIDTH - 2 * EDGE)) / (values.length - 1);
  const isOver = (percent: number): boolean => limit !== undefined && percent > limit;
  const said = values.map((value) => `${frenchDecimal(Math.round(value * 10) / 10)}\u202f%`);
  return (
    <svg
      className="measures"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={`${frenchInteger(values.length)} dernières valeurs, de la plus ancienne à la plus récente : ${said.join(', ')}`}
    >
      {limit !== undefined && limit <= most && (
        <line className="measures-limit" x1="0" x2={WIDTH} y1={y(limit)} y2={y(limit)} />
      )}
      <polyline
        className="measures-line"
        points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')}
      />
      {values.map((value, index) => (
        <circle
          // A place in a row that is drawn anew as a whole.
          key={index}
          className={isOver(value) ? 'measures-over' : 'measures-under'}
          cx={x(index)}
          cy={y(value)}
          r="3"
        />
      ))}
    </svg>
  );
}
