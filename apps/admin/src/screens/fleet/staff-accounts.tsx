import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreatedStaffAccount, StaffAccount } from '@timetable/contracts';
import { KeyRound, Trash2, UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { apiUrl, request } from '../../api/request.js';
import { campusAddress } from '../../frame/addresses.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { LastRefusal } from '../../parts/last-refusal.js';
import { useMe } from '../../session/session-context.js';
import { CampusName } from './campus-name.js';
import { staffQuery } from './fleet-queries.js';
import { NewStaffDialog } from './new-staff-dialog.js';
import { STAFF_ROLE_LABELS } from './staff-roles.js';

const accountUrl = (login: string, path = ''): string =>
  apiUrl(`/accounts/${encodeURIComponent(login)}${path}`);

/** Who may sign in here, and as what. */
export function StaffAccounts(): ReactNode {
  const client = useQueryClient();
  const me = useMe();
  const { data, error, refetch } = useQuery(staffQuery);
  const [isNew, setIsNew] = useState(false);
  const [deleted, setDeleted] = useState<StaffAccount>();
  const [given, setGiven] = useState<CreatedStaffAccount>();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: staffQuery.queryKey });
  const renew = useMutation({
    mutationFn: (login: string) =>
      request<CreatedStaffAccount>(accountUrl(login, '/password'), { method: 'POST', json: {} }),
    onSuccess: setGiven,
  });
  const campuses = (data ?? []).flatMap(({ campus, campusName }) =>
    campus === null || campusName === null ? [] : [{ code: campus, name: campusName }],
  );
  const columns: readonly DataColumn<StaffAccount>[] = [
    {
      heading: 'Personne',
      cell: ({ name, login, email, lastRefusal }) => (
        <>
          {name}
          <span className="small muted details">{login}</span>
          {email !== null && <span className="small muted details">{email}</span>}
          <LastRefusal refusal={lastRefusal} />
        </>
      ),
    },
    { heading: 'Rôle', cell: ({ role }) => STAFF_ROLE_LABELS[role] },
    {
      heading: 'Cité scolaire',
      cell: ({ campus, campusName }) =>
        campus === null ? (
          'Toutes'
        ) : (
          <Link to={campusAddress(campus)}>
            <CampusName code={campus} name={campusName ?? campus} among={campuses} />
          </Link>
        ),
    },
    {
      heading: 'Actions',
      isSelfEvident: true,
      cell: (account) =>
        account.login === me.login ? (
          <span className="muted">Vous</span>
        ) : (
          <span className="row">
            <Button
              icon={KeyRound}
              aria-label={`Nouveau mot de passe : ${account.name}`}
              disabledReason={renew.isPending ? 'En cours' : undefined}
              onClick={() => {
                renew.mutate(account.login);
              }}
            >
              Nouveau mot de passe
            </Button>
            <Button
              icon={Trash2}
              look="destructive"
              aria-label={`Supprimer le compte ouvert pour ${account.name}`}
              onClick={() => {
                setDeleted(account);
              }}
            >
              Supprimer
            </Button>
          </span>
        ),
    },
  ];
  return (
    <section aria-labelledby="staff" className="stack">
      <div className="section-head">
        <h2 id="staff">Comptes des personnes</h2>
        <Button
          icon={UserPlus}
          onClick={() => {
            setIsNew(true);
          }}
        >
          Créer un compte
        </Button>
      </div>
      {renew.error !== null && <Failure error={renew.error} role="alert" />}
      {given !== undefined && (
        <Alert
          tone="success"
          title={`Mot de passe pour ${given.user.name}, montré une seule fois`}
          role="alert"
        >
          <p>
            Identifiant <code>{given.user.login}</code>, mot de passe <code>{given.password}</code>
          </p>
        </Alert>
      )}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="la liste" />}
      {data !== undefined && (
        <DataTable
          caption="Comptes des personnes"
          isCaptionUnseen
          isWide
          columns={columns}
          rows={data}
          keyOf={({ login }) => login}
        />
      )}
      {isNew && (
        <NewStaffDialog
          onClose={() => {
            setIsNew(false);
          }}
          onCreated={(created) => {
            setIsNew(false);
            setGiven(created);
            void again();
          }}
        />
      )}
      {deleted !== undefined && (
        <DeleteDialog
          account={deleted}
          onClose={() => {
            setDeleted(undefined);
          }}
          onDeleted={() => {
            setDeleted(undefined);
            void again();
          }}
        />
      )}
    </section>
  );
}

interface DeleteDialogProps {
  readonly account: StaffAccount;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

function DeleteDialog({ account: { login, name }, onClose, onDeleted }: DeleteDialogProps): ReactNode {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => request<null>(accountUrl(login), { method: 'DELETE' }),
    onSuccess: onDeleted,
  });
  return (
    <Dialog title={`Supprimer le compte ouvert pour ${name} ?`} onClose={onClose}>
      <p>Cette personne ne pourra plus se connecter. Ce qu’elle a décidé reste.</p>
      {error !== null && <Failure error={error} role="alert" />}
      <div className="actions">
        <Button onClick={onClose}>Garder ce compte</Button>
        <Button
          look="destructive"
          disabledReason={isPending ? 'Suppression en cours' : undefined}
          onClick={() => {
            mutate();
          }}
        >
          Supprimer 1 compte
        </Button>
      </div>
    </Dialog>
  );
}
