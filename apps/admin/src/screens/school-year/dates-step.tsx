import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { FormErrors } from '../../forms/form-errors.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';

export interface TypedDates {
  readonly startsOn: string;
  readonly endsOn: string;
  /** Code; empty: every establishment. */
  readonly establishment: string;
}

interface DatesStepProps {
  readonly form: UseFormReturn<TypedDates>;
  /** Of establishments that have years. */
  readonly codes: readonly string[];
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onNext: (typed: TypedDates) => void;
}

const LABELS: Readonly<Record<keyof TypedDates, string>> = {
  startsOn: 'Premier jour',
  endsOn: 'Dernier jour',
  establishment: 'Pour quel établissement ?',
};
const isField = (name: string): name is keyof TypedDates => name in LABELS;
const REQUIRED = { required: 'Ce champ est obligatoire.' } as const;

/** ① When the year begins and ends, and for whom. */
export function DatesStep({ form, codes, isPending, onBack, onNext }: DatesStepProps): ReactNode {
  const { establishments } = useCampus();
  const { errors } = form.formState;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        // An error that the API gave is asked about again.
        form.clearErrors();
        void form.handleSubmit(onNext)(event);
      }}
    >
      <h2>Quand commence et finit l’année ?</h2>
      <FormErrors errors={errors} labelOf={(name) => (isField(name) ? LABELS[name] : name)} />
      <div className="year-dates">
        {(['startsOn', 'endsOn'] as const).map((name) => (
          <Field key={name} label={LABELS[name]} error={errors[name]?.message}>
            {(tied) => <input type="date" {...tied} {...form.register(name, REQUIRED)} />}
          </Field>
        ))}
      </div>
      {codes.length > 1 && (
        <Choice
          label={LABELS.establishment}
          options={[{ value: '', label: 'Tous les établissements' }, ...optionsOf(establishments)]}
          {...form.register('establishment')}
        />
      )}
      <div className="row">
        <Button onClick={onBack}>Quitter</Button>
        <Button
          type="submit"
          look="primary"
          icon={ArrowRight}
          disabledReason={isPending ? 'Vérification en cours' : undefined}
        >
          Continuer
        </Button>
      </div>
    </form>
  );
}
