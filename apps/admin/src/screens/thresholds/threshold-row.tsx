import { frenchDecimal, THRESHOLDS, type Threshold, type ThresholdMeasures } from '@timetable/contracts';
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { Button } from '../../parts/button.js';
import { useAnnounced } from '../../frame/announcer.js';
import { Field } from '../../parts/field.js';
import { MeasuresLine } from './measures-line.js';
import { numberOf, type ThresholdsForm } from './threshold-form.js';
import { whatIf } from './what-if.js';

interface ThresholdRowProps {
  readonly threshold: Threshold;
  readonly index: number;
  readonly form: Pick<ThresholdsForm, 'control' | 'register'>;
  readonly errors: { readonly limit: string | undefined; readonly minCount: string | undefined };
  readonly measures: ThresholdMeasures | undefined;
  readonly isReadOnly: boolean;
  readonly onRecommended: () => void;
}

/** One threshold: its limit, what it would have done to the last imports, and whether it stops them. */
export function ThresholdRow({
  threshold: { code, label, recommended },
  index,
  form: { control, register },
  errors,
  measures,
  isReadOnly,
  onRecommended,
}: ThresholdRowProps): ReactNode {
  const typed = useWatch({ control, name: `rows.${index}` });
  const { isRate } = THRESHOLDS[code];
  const limit = numberOf(typed.limit);
  const isRecommended = limit === recommended.limit && typed.blocking === recommended.blocking;
  return (
    <fieldset className="threshold" disabled={isReadOnly}>
      <legend>{label}</legend>
      <div className="threshold-fields">
        {isRate && (
          <>
            <Field label="Limite" error={errors.limit}>
              {(tied) => (
                <span className="with-unit">
                  <input
                    {...tied}
                    {...register(`rows.${index}.limit`)}
                    inputMode="decimal"
                    autoComplete="off"
                  />
                  %
                </span>
              )}
            </Field>
            <Field label="Nombre minimal" error={errors.minCount}>
              {(tied) => (
                <input
                  {...tied}
                  {...register(`rows.${index}.minCount`)}
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder="Aucun"
                />
              )}
            </Field>
          </>
        )}
        <label className="choice">
          <input type="checkbox" {...register(`rows.${index}.blocking`)} />
          <span>
            Arrête l’import
            {!isRate && <strong className="never"> Très important : ne pas décocher</strong>}
          </span>
        </label>
      </div>
      {isRate && measures !== undefined && (
        <div className="threshold-past">
          <MeasuresLine code={code} measures={measures} limit={limit} />
          <Tried
            sentence={
              limit === undefined
                ? ''
                : whatIf(
                    { code, limit, minCount: numberOf(typed.minCount), blocking: typed.blocking },
                    measures,
                  )
            }
          />
        </div>
      )}
      <p className="small muted row">
        Recommandé : {isRate && `${frenchDecimal(recommended.limit)}\u202f%, `}
        {recommended.blocking ? 'arrête l’import' : 'alerte seulement'}
        {!isReadOnly && !isRecommended && (
          <Button
            icon={RotateCcw}
            look="plain"
            aria-label={`Reprendre la valeur recommandée : ${label}`}
            onClick={onRecommended}
          >
            Reprendre
          </Button>
        )}
      </p>
    </fieldset>
  );
}

/** What is typed would have done that; said to who does not see it once they pause. */
function Tried({ sentence }: { readonly sentence: string }): ReactNode {
  useAnnounced(sentence);
  return <p className="small">{sentence}</p>;
}
