import type { ClosuresBody, YearProposal } from '@timetable/contracts';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { FormErrors } from '../../forms/form-errors.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { ClosureRows, type TypedClosures } from '../closures/closure-rows.js';
import '../closures/closures.css';

interface ClosuresStepProps {
  readonly form: UseFormReturn<TypedClosures, unknown, ClosuresBody>;
  readonly proposed: YearProposal;
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onNext: (body: ClosuresBody) => void;
}

/** ② When there will be no courses: what the calendar proposes, to be corrected. */
export function ClosuresStep({ form, proposed, isPending, onBack, onNext }: ClosuresStepProps): ReactNode {
  const { errors } = form.formState;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        form.clearErrors();
        void form.handleSubmit(onNext)(event);
      }}
    >
      <h2>Quand n’y a-t-il pas cours ?</h2>
      <Alert tone="neutral" title="Fermetures proposées">
        <p>{proposed.notice}</p>
      </Alert>
      <FormErrors errors={errors} labelOf={(name) => `Période ${String(Number(name.split('.')[1]) + 1)}`} />
      <ClosureRows
        control={form.control}
        register={form.register}
        errors={errors}
        known={proposed.closures.map((closure) => ({ ...closure, source: 'calendar' }))}
        year={proposed}
        disabledReason={undefined}
      />
      <div className="row">
        <Button onClick={onBack}>Revenir aux dates</Button>
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
