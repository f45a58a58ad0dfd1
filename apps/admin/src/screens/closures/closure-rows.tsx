import {
  CLOSURE_SOURCE_LABELS,
  type Closure,
  type ClosuresBody,
  type ClosureSource,
} from '@timetable/contracts';
import { CalendarPlus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  useFieldArray,
  useWatch,
  type Control,
  type FieldErrors,
  type UseFormRegister,
} from 'react-hook-form';
import { listedErrors } from '../../forms/listed-errors.js';
import { Button } from '../../parts/button.js';

export const NO_CLOSURE = 'Aucune période de fermeture : il y a cours toute l’année.';

/** Closures as they are typed: dates of the browser's own control. */
export interface TypedClosures {
  closures: { startsOn: string; endsOn: string; label?: string | undefined }[];
}

interface ClosureRowsProps {
  readonly control: Control<TypedClosures, unknown, ClosuresBody>;
  readonly register: UseFormRegister<TypedClosures>;
  readonly errors: FieldErrors<TypedClosures>;
  /** Those that are there, for their source; a period of other dates is one typed by hand. */
  readonly known: readonly Closure[];
  /** Dates that a closure may have. */
  readonly year: { readonly startsOn: string; readonly endsOn: string };
  readonly disabledReason: string | undefined;
}

/** Periods without courses, one per line, each with what is wrong with it. */
export function ClosureRows({
  control,
  register,
  errors,
  known,
  year,
  disabledReason,
}: ClosureRowsProps): ReactNode {
  const { fields, append, remove } = useFieldArray({ control, name: 'closures' });
  const typed = useWatch({ control, name: 'closures' });
  return (
    <div className="stack">
      <div className="table-holder">
        <table className="folding wide closures" role="table">
          <caption className="unseen">Périodes de fermeture</caption>
          <thead role="rowgroup">
            <tr role="row">
              {['Période', 'Premier jour', 'Dernier jour', 'Origine', 'Action'].map((heading) => (
                <th key={heading} scope="col" role="columnheader">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {fields.map((field, index) => {
              const problems = [
                ...new Set(listedErrors(errors.closures?.[index]).map(({ message }) => message)),
              ];
              const errorId = `closure-error-${String(index)}`;
              const number = index + 1;
              const tied = {
                'aria-invalid': problems.length > 0 || undefined,
                'aria-describedby': problems.length > 0 ? errorId : undefined,
                readOnly: disabledReason !== undefined,
              };
              return (
                <tr key={field.id} role="row">
                  <th scope="row" role="rowheader">
                    <input
                      {...register(`closures.${index}.label`)}
                      {...tied}
                      aria-label={`Nom de la période ${String(number)}`}
                      placeholder="Vacances, jour férié…"
                      maxLength={200}
                    />
                    {problems.length > 0 && (
                      <p id={errorId} className="small closure-error">
                        {problems.join(' ')}
                      </p>
                    )}
                  </th>
                  {(['startsOn', 'endsOn'] as const).map((name) => (
                    <td
                      key={name}
                      role="cell"
                      data-column={name === 'startsOn' ? 'Premier jour' : 'Dernier jour'}
                    >
                      <input
                        type="date"
                        {...register(`closures.${index}.${name}`)}
                        {...tied}
                        min={year.startsOn}
                        max={year.endsOn}
                        aria-label={`${name === 'startsOn' ? 'Premier' : 'Dernier'} jour de la période ${String(number)}`}
                      />
                    </td>
                  ))}
                  <td role="cell" data-column="Origine">
                    {CLOSURE_SOURCE_LABELS[sourceOf(typed[index], known)]}
                  </td>
                  <td role="cell">
                    <Button
                      icon={Trash2}
                      aria-label={`Retirer la période ${String(number)}`}
                      disabledReason={disabledReason}
                      onClick={() => {
                        remove(index);
                      }}
                    >
                      Retirer
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {fields.length === 0 && <p>{NO_CLOSURE}</p>}
      <Button
        icon={CalendarPlus}
        disabledReason={disabledReason}
        onClick={() => {
          append({ startsOn: '', endsOn: '', label: '' });
        }}
      >
        Ajouter une période
      </Button>
    </div>
  );
}

type TypedClosure = TypedClosures['closures'][number];

/** As the API keeps it: a period of the same dates keeps its source. */
export const sourceOf = (typed: TypedClosure | undefined, known: readonly Closure[]): ClosureSource =>
  known.find(({ startsOn, endsOn }) => startsOn === typed?.startsOn && endsOn === typed.endsOn)?.source ??
  'manual';
