import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  DEFAULT_FREEZE_MINUTES,
  formatName,
  TIMETABLE_FORMATS,
  type ImportSettingsBody,
} from '@timetable/contracts';
import { Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { requestTagged, type Tagged } from '../../api/request.js';
import { FormErrors } from '../../forms/form-errors.js';
import { formMessage } from '../../forms/form-message.js';
import { SaveRefusal } from '../../forms/save-refusal.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Field } from '../../parts/field.js';
import {
  importSettingsFormSchema,
  typedImportSettings,
  type TypedImportSettings,
} from './import-settings-form.js';
import { importSettingsQuery, importSettingsUrl } from './settings-query.js';

interface ImportSettingsFormProps {
  readonly settings: Tagged<ImportSettingsBody>;
  readonly isReadOnly: boolean;
}

const LABELS: Readonly<Record<keyof TypedImportSettings, string>> = {
  formats: 'Logiciels',
  softwareVersions: 'Versions acceptées',
  freezeMinutes: 'Séances laissées telles quelles (minutes)',
};
const isField = (name: string): name is keyof TypedImportSettings => name in LABELS;

/** Programs, versions, and how soon before they begin sessions are left alone. */
export function ImportSettingsForm({
  settings: { value, tag },
  isReadOnly,
}: ImportSettingsFormProps): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const form = useForm<TypedImportSettings, unknown, ImportSettingsBody>({
    defaultValues: typedImportSettings(value),
    resolver: zodResolver(importSettingsFormSchema, { error: formMessage }),
  });
  const { errors, isDirty } = form.formState;
  const save = useMutation({
    mutationFn: (json: ImportSettingsBody) =>
      requestTagged<ImportSettingsBody>(importSettingsUrl(code), { method: 'PUT', json, ifMatch: tag }),
    onSuccess: (saved) => {
      client.setQueryData(importSettingsQuery(code).queryKey, saved);
      announce('Réglages enregistrés.');
    },
  });
  return (
    <form
      className="stack narrow"
      noValidate
      onSubmit={(event) =>
        void form.handleSubmit((body) => {
          save.mutate(body);
        })(event)
      }
    >
      <FormErrors errors={errors} labelOf={(name) => (isField(name) ? LABELS[name] : name)} />
      <SaveRefusal
        error={save.error}
        onReread={() => void client.resetQueries({ queryKey: importSettingsQuery(code).queryKey })}
      />
      <fieldset className="plain-set" disabled={isReadOnly}>
        <legend>{LABELS.formats}</legend>
        {TIMETABLE_FORMATS.map((format) => (
          <label key={format} className="choice">
            <input type="checkbox" value={format} {...form.register('formats')} />
            {formatName(format)}
          </label>
        ))}
        {errors.formats?.message !== undefined && <p className="error">{errors.formats.message}</p>}
      </fieldset>
      <Field
        label={LABELS.softwareVersions}
        hint="Une par ligne. Vide : toutes les versions."
        error={errors.softwareVersions?.message}
      >
        {(tied) => (
          <textarea {...tied} {...form.register('softwareVersions')} rows={3} readOnly={isReadOnly} />
        )}
      </Field>
      <Field
        label={LABELS.freezeMinutes}
        hint={`Une séance qui commence dans moins de temps que cela n’est plus modifiée. Recommandé : ${String(DEFAULT_FREEZE_MINUTES)} minutes.`}
        error={errors.freezeMinutes?.message}
      >
        {(tied) => (
          <input {...tied} {...form.register('freezeMinutes')} inputMode="numeric" readOnly={isReadOnly} />
        )}
      </Field>
      {isReadOnly ? (
        <p className="small muted">Seul un gestionnaire peut modifier ces réglages.</p>
      ) : (
        <Button
          type="submit"
          icon={Save}
          look="primary"
          disabledReason={
            save.isPending ? 'Enregistrement en cours' : isDirty ? undefined : 'Rien n’a été modifié'
          }
        >
          Enregistrer
        </Button>
      )}
    </form>
  );
}
