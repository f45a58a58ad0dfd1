import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { ownPasswordSchema, type OwnPassword as PasswordBody } from '@timetable/contracts';
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { isApiRefusal } from '../../api/api-refusal.js';
import { apiUrl, request } from '../../api/request.js';
import { FormErrors } from '../../forms/form-errors.js';
import { formMessage } from '../../forms/form-message.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { Field } from '../../parts/field.js';
import { useMe } from '../../session/session-context.js';

const LABELS: Readonly<Record<keyof PasswordBody, string>> = {
  currentPassword: 'Mot de passe actuel',
  newPassword: 'Nouveau mot de passe',
};
const isField = (name: string): name is keyof PasswordBody => name in LABELS;

/** The person's own password. Their other sessions end with the old one. */
export function OwnPasswordForm(): ReactNode {
  const { login } = useMe();
  const form = useForm<PasswordBody>({
    defaultValues: { currentPassword: '', newPassword: '' },
    resolver: zodResolver(ownPasswordSchema, { error: formMessage }),
  });
  const { errors } = form.formState;
  const change = useMutation({
    mutationFn: (json: PasswordBody) => request<null>(apiUrl('/auth/password'), { method: 'POST', json }),
    onSuccess: () => {
      form.reset();
    },
    onError: (error) => {
      if (!isApiRefusal(error, 'validation_failed')) return;
      for (const { field, message } of error.fields) if (isField(field)) form.setError(field, { message });
    },
  });
  return (
    <section className="stack" aria-labelledby="own-password">
      <h2 id="own-password">Mon mot de passe</h2>
      <form
        className="stack narrow"
        noValidate
        onSubmit={(event) =>
          void form.handleSubmit((body) => {
            change.mutate(body);
          })(event)
        }
      >
        {change.isSuccess && (
          <Alert tone="success" title="Mot de passe changé" role="alert">
            <p>Vos autres sessions, sur d’autres appareils, sont terminées.</p>
          </Alert>
        )}
        <FormErrors errors={errors} labelOf={(name) => (isField(name) ? LABELS[name] : name)} />
        {change.error !== null && !isApiRefusal(change.error, 'validation_failed') && (
          <Failure error={change.error} role="alert" />
        )}
        {/* For password managers: whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <Field label={LABELS.currentPassword} error={errors.currentPassword?.message}>
          {(tied) => (
            <input
              type="password"
              autoComplete="current-password"
              {...tied}
              {...form.register('currentPassword')}
            />
          )}
        </Field>
        <Field
          label={LABELS.newPassword}
          hint="Douze caractères au moins : une phrase se retient mieux qu’un mot."
          error={errors.newPassword?.message}
        >
          {(tied) => (
            <input type="password" autoComplete="new-password" {...tied} {...form.register('newPassword')} />
          )}
        </Field>
        <Button
          type="submit"
          icon={KeyRound}
          disabledReason={change.isPending ? 'Changement en cours' : undefined}
        >
          Changer mon mot de passe
        </Button>
      </form>
    </section>
  );
}
