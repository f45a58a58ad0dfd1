import { useMutation } from '@tanstack/react-query';
import type { CreatedStaffAccount, Role } from '@timetable/contracts';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { isApiRefusal } from '../../api/api-refusal.js';
import { apiUrl, request } from '../../api/request.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/failure.js';
import { Field } from '../../parts/field.js';
import { CampusChoice } from './campus-choice.js';
import { STAFF_ROLE_LABELS } from './staff-roles.js';

interface NewStaffDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (created: CreatedStaffAccount) => void;
}

const ROLES: readonly Role[] = ['manager', 'viewer', 'operator'];

/** An account for a person; its password is made by the API. */
export function NewStaffDialog({ onClose, onCreated }: NewStaffDialogProps): ReactNode {
  const [role, setRole] = useState<Role>('manager');
  const [campus, setCampus] = useState<string>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (json: Readonly<Record<string, string>>) =>
      request<CreatedStaffAccount>(apiUrl('/accounts'), { method: 'POST', json }),
    onSuccess: onCreated,
  });
  const errorOf = (field: string): string | undefined =>
    isApiRefusal(error) ? error.fields.find((each) => each.field === field)?.message : undefined;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
    );
    if (!isPending) mutate(Object.fromEntries(given));
  };
  return (
    <Dialog title="Créer un compte" onClose={onClose}>
      {error !== null && <Failure error={error} role="alert" />}
      <form onSubmit={submit}>
        <Field
          label="Identifiant"
          hint="Lettres minuscules, chiffres, point, tiret."
          error={errorOf('login')}
        >
          {(tied) => <input {...tied} name="login" autoCapitalize="none" spellCheck={false} required />}
        </Field>
        <Field label="Nom" error={errorOf('name')}>
          {(tied) => <input {...tied} name="name" required />}
        </Field>
        <Field label="Rôle" error={errorOf('role')}>
          {(tied) => (
            <select
              {...tied}
              name="role"
              value={role}
              onChange={({ target }) => {
                setRole(ROLES.find((each) => each === target.value) ?? 'manager');
              }}
            >
              {ROLES.map((each) => (
                <option key={each} value={each}>
                  {STAFF_ROLE_LABELS[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role !== 'operator' && (
          <CampusChoice error={errorOf('campus')} chosen={campus} onChoose={setCampus} />
        )}
        <Field label="Adresse électronique" error={errorOf('email')}>
          {(tied) => <input {...tied} name="email" type="email" />}
        </Field>
        <div className="actions">
          <Button onClick={onClose}>Fermer</Button>
          <Button
            type="submit"
            look="primary"
            disabledReason={
              isPending
                ? 'Création en cours'
                : role !== 'operator' && campus === undefined
                  ? 'Choisissez d’abord une cité scolaire'
                  : undefined
            }
          >
            Créer le compte
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
