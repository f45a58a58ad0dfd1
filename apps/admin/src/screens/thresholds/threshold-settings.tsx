import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  frenchCount,
  frenchDecimal,
  THRESHOLD_GROUP_LABELS,
  type Threshold,
  type ThresholdsBody,
} from '@timetable/contracts';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { requestTagged, type Tagged } from '../../api/request.js';
import { FormErrors } from '../../forms/form-errors.js';
import { formMessage } from '../../forms/form-message.js';
import { SaveBar } from '../../forms/save-bar.js';
import { SaveRefusal } from '../../forms/save-refusal.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { thresholdsFormSchema, type TypedThreshold, type TypedThresholds } from './threshold-form.js';
import { ThresholdRow } from './threshold-row.js';
import { measuresQuery, thresholdHistoryQuery, thresholdsQuery, thresholdsUrl } from './thresholds-query.js';

interface ThresholdSettingsProps {
  readonly settings: Tagged<readonly Threshold[]>;
  readonly isReadOnly: boolean;
}

/** Every threshold in one form, saved together unless somebody else has saved meanwhile. */
export function ThresholdSettings({
  settings: { value: thresholds, tag },
  isReadOnly,
}: ThresholdSettingsProps): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { data: measures } = useQuery(measuresQuery(code));
  const form = useForm<TypedThresholds, unknown, { rows: ThresholdsBody }>({
    defaultValues: { rows: thresholds.map(typedOf) },
    resolver: zodResolver(thresholdsFormSchema, { error: formMessage }),
  });
  const { errors, dirtyFields, isDirty } = form.formState;
  const save = useMutation({
    mutationFn: (json: ThresholdsBody) =>
      requestTagged<readonly Threshold[]>(thresholdsUrl(code), { method: 'PUT', json, ifMatch: tag }),
    onSuccess: (saved) => {
      client.setQueryData(thresholdsQuery(code).queryKey, saved);
      void client.invalidateQueries({ queryKey: thresholdHistoryQuery(code).queryKey });
      announce('Seuils enregistrés.');
    },
  });
  const changed = dirtyFields.rows?.filter((row) => Object.values(row ?? {}).includes(true)).length ?? 0;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) =>
        void form.handleSubmit(({ rows }) => {
          save.mutate(rows);
        })(event)
      }
    >
      <FormErrors errors={errors} labelOf={(name) => thresholds[Number(name.split('.')[1])]?.label ?? name} />
      <SaveRefusal
        error={save.error}
        onReread={() => void client.resetQueries({ queryKey: thresholdsQuery(code).queryKey })}
      />
      {groupsOf(thresholds).map(({ group, rows }) => (
        <section key={group} className="stack" aria-labelledby={group}>
          <h2 id={group}>{THRESHOLD_GROUP_LABELS[group]}</h2>
          {rows.map(({ threshold, index }) => (
            <ThresholdRow
              key={threshold.code}
              threshold={threshold}
              index={index}
              form={form}
              errors={{
                limit: errors.rows?.[index]?.limit?.message,
                minCount: errors.rows?.[index]?.minCount?.message,
              }}
              measures={measures}
              isReadOnly={isReadOnly}
              onRecommended={() => {
                const { limit, blocking } = threshold.recommended;
                form.setValue(`rows.${index}.limit`, frenchDecimal(limit), { shouldDirty: true });
                form.setValue(`rows.${index}.blocking`, blocking, { shouldDirty: true });
              }}
            />
          ))}
        </section>
      ))}
      {!isReadOnly && (
        <SaveBar
          isDirty={isDirty}
          isPending={save.isPending}
          onCancel={() => {
            form.reset();
            save.reset();
          }}
        >
          <p className="small muted">
            {changed > 0 && frenchCount(changed, 'seuil modifié', 'seuils modifiés')}
          </p>
        </SaveBar>
      )}
    </form>
  );
}

const typedOf = ({ code, limit, blocking, minCount }: Threshold): TypedThreshold => ({
  code,
  limit: frenchDecimal(limit),
  blocking,
  minCount: minCount === undefined ? '' : String(minCount),
});

/** In the order of the screen, each with its place in the form. */
function groupsOf(thresholds: readonly Threshold[]) {
  const numbered = thresholds.map((threshold, index) => ({ threshold, index }));
  const groups = new Set(thresholds.map(({ group }) => group));
  return [...groups].map((group) => ({
    group,
    rows: numbered.filter(({ threshold }) => threshold.group === group),
  }));
}
