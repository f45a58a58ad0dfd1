import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MAIL_PREFERENCE_LABELS, mePatchSchema, type Me, type MePatch } from '@timetable/contracts';
import { Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { apiUrl, request } from '../../api/request.js';
import { FormErrors } from '../../forms/form-errors.js';
import { formMessage } from '../../forms/form-message.js';
import { useAnnounce } from '../../frame/announcer.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { Field } from '../../parts/field.js';
import { useMe } from '../../session/session-context.js';
import { sessionQuery } from '../../session/session-state.js';

interface TypedMails {
  readonly email: string;
  readonly mailPreference: string;
}

/** An empty address is none. */
const mailsFormSchema = z
  .object({ email: z.string(), mailPreference: z.string() })
  .transform(({ email, mailPreference }) => ({ email: email.trim() || null, mailPreference }))
  .pipe(z.preprocess((mails) => mails, mePatchSchema));

/** Where and when the person signed in is written to. */
export function OwnMails(): ReactNode {
  const { email, mailPreference } = useMe();
  const client = useQueryClient();
  const announce = useAnnounce();
  const form = useForm<TypedMails, unknown, MePatch>({
    values: { email: email ?? '', mailPreference },
    resolver: zodResolver(mailsFormSchema, { error: formMessage }),
  });
  const { errors, isDirty } = form.formState;
  const save = useMutation({
    mutationFn: (json: MePatch) => request<Me>(apiUrl('/auth/me'), { method: 'PATCH', json }),
    onSuccess: (me) => {
      client.setQueryData(sessionQuery.queryKey, me);
      announce('Préférences enregistrées.');
    },
  });
  return (
    <section className="stack" aria-labelledby="own-mails">
      <h2 id="own-mails">Mes messages</h2>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) =>
          void form.handleSubmit((body) => {
            save.mutate(body);
          })(event)
        }
      >
        <FormErrors errors={errors} labelOf={(name) => (name === 'email' ? 'Mon adresse' : 'Me prévenir')} />
        {save.error !== null && <Failure error={save.error} role="alert" />}
        <Field label="Mon adresse" hint="Vide : aucun message." error={errors.email?.message}>
          {(tied) => <input type="email" autoComplete="email" {...tied} {...form.register('email')} />}
        </Field>
        <fieldset className="plain-set">
          <legend>Me prévenir</legend>
          {Object.entries(MAIL_PREFERENCE_LABELS).map(([preference, label]) => (
            <label key={preference} className="choice">
              <input type="radio" value={preference} {...form.register('mailPreference')} />
              {label}
            </label>
          ))}
        </fieldset>
        <Button
          type="submit"
          icon={Save}
          disabledReason={
            save.isPending ? 'Enregistrement en cours' : isDirty ? undefined : 'Rien n’a été modifié'
          }
        >
          Enregistrer mes préférences
        </Button>
      </form>
    </section>
  );
}
