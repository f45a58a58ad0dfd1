import { useMutation } from '@tanstack/react-query';
import type { Campus, DepositCredentials } from '@timetable/contracts';
import { KeyRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { request } from '../../api/request.js';
import { saidFor } from '../../frame/use-said.js';
import { CredentialsShown } from '../../credentials/credentials-shown.js';
import { Button } from '../../parts/button.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { ownPasswordUrl } from './depositor-queries.js';

const ACT = 'Créer un nouveau mot de passe';

/** For who has lost the address that the program asks for. */
export function DepositorPassword({ formats }: { readonly formats: Campus['formats'] }): ReactNode {
  const said = saidFor(formats);
  const [isAsking, setIsAsking] = useState(false);
  const [credentials, setCredentials] = useState<DepositCredentials>();
  const renew = useMutation({
    mutationFn: () => request<DepositCredentials>(ownPasswordUrl, { method: 'POST' }),
    onSuccess: (created) => {
      setIsAsking(false);
      setCredentials(created);
    },
  });
  return (
    <section className="stack" aria-labelledby="password">
      <h2 id="password">Nouveau mot de passe</h2>
      {credentials === undefined ? (
        <>
          <p>
            {said(
              'Si vous avez perdu l’adresse à coller dans EDT, demandez-en une autre. L’ancienne cesse aussitôt de fonctionner : il faut la remplacer dans EDT.',
            )}
          </p>
          <Button
            icon={KeyRound}
            onClick={() => {
              renew.reset();
              setIsAsking(true);
            }}
          >
            Nouveau mot de passe
          </Button>
        </>
      ) : (
        <CredentialsShown
          credentials={credentials}
          formats={formats}
          onDone={() => {
            setCredentials(undefined);
          }}
        />
      )}
      {isAsking && (
        <ConfirmDialog
          title="Changer le mot de passe de votre logiciel ?"
          act={ACT}
          icon={KeyRound}
          look="primary"
          isPending={renew.isPending}
          error={renew.error}
          onConfirm={() => {
            renew.mutate();
          }}
          onClose={() => {
            setIsAsking(false);
          }}
        >
          <p>
            {said('Tant que la nouvelle adresse n’est pas collée dans EDT, ses envois sont refusés.')} Vous la
            recevez aussi par message.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}
