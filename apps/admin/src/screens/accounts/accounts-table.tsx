import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DepositAccount, DepositCredentials } from '@timetable/contracts';
import { CircleCheck, KeyRound, OctagonX, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { apiUrl, request } from '../../api/request.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useCampus } from '../../frame/campus-context.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Failure } from '../../parts/failure.js';
import { LastRefusal } from '../../parts/last-refusal.js';
import { accountPath, accountsQuery } from '../../api/accounts-query.js';
import { useSaid } from '../../frame/use-said.js';
import { AccountLastUse } from './last-use.js';
import { personName } from './person-name.js';

interface AccountsTableProps {
  readonly accounts: readonly DepositAccount[];
  /** A new password, to be shown once. */
  readonly onCredentials: (credentials: DepositCredentials) => void;
}

interface Asked {
  readonly what: 'delete' | 'regenerate';
  readonly account: DepositAccount;
}

/** Each account: whose, when it was last used, and what can be done with it. */
export function AccountsTable({ accounts, onCredentials }: AccountsTableProps): ReactNode {
  const { code } = useCampus();
  const client = useQueryClient();
  const announce = useAnnounce();
  const said = useSaid();
  const [asked, setAsked] = useState<Asked>();
  const reread = (): Promise<void> => client.invalidateQueries({ queryKey: accountsQuery(code).queryKey });
  const notify = useMutation({
    mutationFn: ({ login, notify }: Pick<DepositAccount, 'login' | 'notify'>) =>
      request<DepositAccount>(apiUrl(accountPath(code, login)), { method: 'PATCH', json: { notify } }),
    onSettled: reread,
  });
  const remove = useMutation({
    mutationFn: (account: DepositAccount) =>
      request<null>(apiUrl(accountPath(code, account.login)), { method: 'DELETE' }),
    onSuccess: async (_, account) => {
      announce(`Compte d’accès ouvert pour ${personName(account)} supprimé.`);
      // The button that asked goes before the question: the focus is not given back to it.
      await reread();
      setAsked(undefined);
    },
  });
  const regenerate = useMutation({
    mutationFn: ({ login }: DepositAccount) =>
      request<DepositCredentials>(apiUrl(`${accountPath(code, login)}/password`), { method: 'POST' }),
    onSuccess: (credentials) => {
      setAsked(undefined);
      onCredentials(credentials);
    },
  });
  const ask = (what: Asked['what'], account: DepositAccount): void => {
    remove.reset();
    regenerate.reset();
    setAsked({ what, account });
  };
  const close = (): void => {
    setAsked(undefined);
  };
  const columns: readonly DataColumn<DepositAccount>[] = [
    {
      heading: 'Personne',
      cell: (account) => (
        <>
          <strong>{personName(account)}</strong>
          <br />
          <span className="small muted">Identifiant : {account.login}</span>
        </>
      ),
    },
    { heading: 'État', cell: ({ suspended }) => <AccountState isSuspended={suspended} /> },
    {
      heading: 'Dernier envoi',
      cell: ({ lastUse, lastRefusal }) => (
        <>
          <AccountLastUse use={lastUse} />
          <LastRefusal refusal={lastRefusal} />
        </>
      ),
    },
    {
      heading: 'Notification',
      cell: (account) => (
        <label className="choice">
          <input
            type="checkbox"
            checked={
              notify.isPending && notify.variables.login === account.login
                ? notify.variables.notify
                : account.notify
            }
            onChange={({ target }) => {
              notify.mutate({ login: account.login, notify: target.checked });
            }}
          />
          <span>
            Prévenir des problèmes<span className="unseen"> {personName(account)}</span>
          </span>
        </label>
      ),
    },
    {
      heading: 'Actions',
      isSelfEvident: true,
      cell: (account) => (
        <div className="row">
          <Button
            icon={KeyRound}
            aria-label={`Nouveau mot de passe pour ${personName(account)}`}
            onClick={() => {
              ask('regenerate', account);
            }}
          >
            Nouveau mot de passe
          </Button>
          <Button
            icon={Trash2}
            look="destructive"
            aria-label={`Supprimer le compte ouvert pour ${personName(account)}`}
            onClick={() => {
              ask('delete', account);
            }}
          >
            Supprimer
          </Button>
        </div>
      ),
    },
  ];
  return (
    <>
      {notify.error !== null && <Failure error={notify.error} role="alert" />}
      <DataTable
        caption="Comptes d’accès"
        isCaptionUnseen
        isWide
        columns={columns}
        rows={accounts}
        keyOf={({ login }) => login}
      />
      {asked?.what === 'delete' && (
        <ConfirmDialog
          title={`Supprimer le compte ouvert pour ${personName(asked.account)} ?`}
          act="Supprimer 1 compte d’accès"
          icon={Trash2}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => {
            remove.mutate(asked.account);
          }}
          onClose={close}
        >
          <p>
            {said('Les envois d’EDT avec cet identifiant seront refusés aussitôt.')} Les imports déjà faits ne
            changent pas.
          </p>
        </ConfirmDialog>
      )}
      {asked?.what === 'regenerate' && (
        <ConfirmDialog
          title={`Nouveau mot de passe pour ${personName(asked.account)} ?`}
          act="Remplacer le mot de passe"
          icon={KeyRound}
          isPending={regenerate.isPending}
          error={regenerate.error}
          onConfirm={() => {
            regenerate.mutate(asked.account);
          }}
          onClose={close}
        >
          <p>
            {said(
              'L’ancien mot de passe ne fonctionnera plus : EDT ne pourra plus rien envoyer tant que la nouvelle adresse n’y aura pas été collée.',
            )}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

const AccountState = ({ isSuspended }: { readonly isSuspended: boolean }): ReactNode =>
  isSuspended ? (
    <>
      <Badge tone="blocked" icon={OctagonX}>
        Suspendu
      </Badge>
      <p className="small">
        Cette personne n’est plus dans l’annuaire : ses envois sont refusés jusqu’à ce qu’elle y revienne.
      </p>
    </>
  ) : (
    <Badge tone="success" icon={CircleCheck}>
      Actif
    </Badge>
  );
