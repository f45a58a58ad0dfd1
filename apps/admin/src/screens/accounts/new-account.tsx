import { useMutation, useQuery } from '@tanstack/react-query';
import { frenchInteger, type DepositCredentials, type NewDepositAccount } from '@timetable/contracts';
import { UserPlus } from 'lucide-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { request } from '../../api/request.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/failure.js';
import { FoundChoice } from '../../parts/found-choice.js';
import { useSettled } from '../../parts/use-settled.js';
import { newAccountUrl, usersQuery } from '../../api/accounts-query.js';

interface NewAccountProps {
  /** ENT ids of who has an account already. */
  readonly holders: readonly string[];
  readonly onCreated: (credentials: DepositCredentials) => void;
  readonly onClose: () => void;
}

/** Somebody is looked for in the directory, chosen, and given an account. */
export function NewAccount({ holders, onCreated, onClose }: NewAccountProps): ReactNode {
  const { code } = useCampus();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string>();
  const q = useSettled(typed.trim());
  const { data: shown, error: searchError, refetch } = useQuery(usersQuery(code, q));
  // What was chosen in a list that is no longer shown is not given an account unseen.
  const userId = shown?.items.some(({ id }) => id === chosen) === true ? chosen : undefined;
  const create = useMutation({
    mutationFn: (json: NewDepositAccount) =>
      request<DepositCredentials>(newAccountUrl(code), { method: 'POST', json }),
    onSuccess: onCreated,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (userId === undefined || create.isPending) return;
    create.mutate({ userId, notify: new FormData(event.currentTarget).has('notify') });
  };
  return (
    <Dialog title="Ajouter un compte d’accès" onClose={onClose}>
      <form onSubmit={submit}>
        {create.error !== null && <Failure error={create.error} role="alert" />}
        <FoundChoice
          label="Pour qui ?"
          hint="Choisissez une personne de l’annuaire de l’ENT, ou cherchez-la par son nom."
          name="user"
          text={typed}
          onText={(text) => {
            setTyped(text);
            setChosen(undefined);
          }}
          found={shown}
          searchError={searchError}
          onRetry={() => void refetch()}
          listName="Personnes trouvées"
          nothingFound="Personne de ce nom dans l’annuaire."
          moreFound={(total) => `${frenchInteger(total)} personnes : précisez le nom pour voir les autres.`}
          keyOf={({ id }) => id}
          chosen={userId}
          onChoose={setChosen}
          isTaken={({ id }) => holders.includes(id)}
        >
          {({ id, firstName, lastName, email }) => (
            <>
              {firstName} {lastName}
              <br />
              <span className="small muted">
                {email}
                {holders.includes(id) && ' · a déjà un compte'}
              </span>
            </>
          )}
        </FoundChoice>
        <label className="choice">
          <input type="checkbox" name="notify" defaultChecked />
          <span>
            La prévenir des problèmes
            <br />
            <span className="small muted">
              Un message seulement quand un import s’arrête ou demande une décision.
            </span>
          </span>
        </label>
        <div className="actions">
          <Button onClick={onClose}>Annuler</Button>
          <Button
            type="submit"
            look="primary"
            icon={UserPlus}
            disabledReason={
              create.isPending
                ? 'Création en cours'
                : userId === undefined
                  ? 'Choisissez d’abord une personne'
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
