import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { closuresBodySchema, type Closures, type ClosuresBody } from '@timetable/contracts';
import { useEffect, type ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { isApiRefusal } from '../../api/api-refusal.js';
import { requestTagged, type Tagged } from '../../api/request.js';
import { FormErrors } from '../../forms/form-errors.js';
import { formMessage } from '../../forms/form-message.js';
import { SaveBar } from '../../forms/save-bar.js';
import { SaveRefusal } from '../../forms/save-refusal.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useLockReason } from '../../live/use-lock-reason.js';
import { ClosureRows, sourceOf, type TypedClosures } from './closure-rows.js';
import { closuresQuery, closuresUrl, type ClosurePlace } from '../../api/closures-query.js';
import { YearCalendar } from './year-calendar.js';

interface ClosureSettingsProps {
  readonly place: ClosurePlace;
  readonly year: { readonly label: string; readonly startsOn: string; readonly endsOn: string };
  readonly closures: Tagged<Closures>;
}

/** The closures of one year, as a table to change and as a calendar that follows what is typed. */
export function ClosureSettings({ place, year, closures: { value, tag } }: ClosureSettingsProps): ReactNode {
  const client = useQueryClient();
  const announce = useAnnounce();
  const lockReason = useLockReason();
  const form = useForm<TypedClosures, unknown, ClosuresBody>({
    defaultValues: {
      closures: value.closures.map(({ startsOn, endsOn, label }) => ({ startsOn, endsOn, label })),
    },
    resolver: zodResolver(closuresBodySchema, { error: formMessage }),
  });
  const typed = useWatch({ control: form.control, name: 'closures' });
  const { errors, isDirty } = form.formState;
  const save = useMutation({
    mutationFn: (json: ClosuresBody) =>
      requestTagged<Closures>(closuresUrl(place), { method: 'PUT', json, ifMatch: tag }),
    onSuccess: (saved) => {
      client.setQueryData(closuresQuery(place).queryKey, saved);
      announce('Périodes de fermeture enregistrées.');
    },
  });
  const { error } = save;
  useEffect(() => {
    if (!isApiRefusal(error, 'validation_failed')) return;
    for (const { field, message } of error.fields) {
      const [list, index] = field.split('.');
      if (list === 'closures') form.setError(`closures.${Number(index)}`, { message });
    }
  }, [error, form]);
  return (
    <>
      <form
        className="stack"
        noValidate
        onSubmit={(event) =>
          void form.handleSubmit((body) => {
            save.mutate(body);
          })(event)
        }
      >
        <FormErrors errors={errors} labelOf={(name) => labelOf(name, typed)} />
        {!isApiRefusal(error, 'validation_failed') && (
          <SaveRefusal
            error={error}
            onReread={() => void client.resetQueries({ queryKey: closuresQuery(place).queryKey })}
          />
        )}
        <ClosureRows
          control={form.control}
          register={form.register}
          errors={errors}
          known={value.closures}
          year={year}
          disabledReason={lockReason}
        />
        <SaveBar
          isDirty={isDirty}
          isPending={save.isPending}
          lockReason={lockReason}
          onCancel={() => {
            form.reset();
            save.reset();
          }}
        />
      </form>
      <YearCalendar
        startsOn={year.startsOn}
        endsOn={year.endsOn}
        closures={typed.map((closure) => ({ ...closure, source: sourceOf(closure, value.closures) }))}
      />
    </>
  );
}

/** « Toussaint », or « Période 3 » while it has no name. */
function labelOf(name: string, typed: TypedClosures['closures']): string {
  const index = Number(name.split('.')[1]);
  const label = typed[index]?.label ?? '';
  return label === '' ? `Période ${String(index + 1)}` : label;
}
