import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  accountObstacle,
  accountObstacleMessage,
  frenchCount,
  MAX_DEPOSIT_ACCOUNTS,
  type DepositCredentials,
} from '@timetable/contracts';
import { FileUp, UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { schoolYearQuery } from '../../api/school-year-query.js';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { accountsQuery } from './accounts-query.js';
import { AccountsTable } from './accounts-table.js';
import { CredentialsShown } from './credentials-shown.js';
import { NewAccount } from './new-account.js';
import './accounts.css';

/** Who may have EDT send its exports by itself, and the addresses to give it. */
export function AccountsScreen(): ReactNode {
  const { code, name } = useCampus();
  const client = useQueryClient();
  const accounts = useQuery(accountsQuery(code));
  const { data: year } = useQuery(schoolYearQuery(code));
  const [isChoosing, setIsChoosing] = useState(false);
  const [credentials, setCredentials] = useState<DepositCredentials>();
  const items = accounts.data?.items;
  // Accounts outlive the year: whoever has some has had a first import.
  const hasOpenYear =
    year?.establishments.some(({ state }) => state === 'open') === true || (items?.length ?? 0) > 0;
  const obstacle =
    items === undefined || year === undefined
      ? undefined
      : accountObstacle({ userId: '', hasOpenYear, holders: items.map(({ userId }) => userId) });
  const show = (shown: DepositCredentials): void => {
    setIsChoosing(false);
    setCredentials(shown);
    void client.invalidateQueries({ queryKey: accountsQuery(code).queryKey });
  };
  return (
    <ConsolePage
      title="Comptes d’accès"
      context={name}
      subtitle={
        items !== undefined && (
          <p className="muted">
            {frenchCount(items.length, 'compte', 'comptes')} sur {MAX_DEPOSIT_ACCOUNTS}
          </p>
        )
      }
      actions={
        items !== undefined && (
          <Button
            icon={UserPlus}
            look={credentials === undefined && obstacle === undefined ? 'primary' : undefined}
            disabledReason={obstacle && accountObstacleMessage(obstacle)}
            onClick={() => {
              setIsChoosing(true);
            }}
          >
            Ajouter un compte
          </Button>
        )
      }
    >
      <p>
        Un compte d’accès permet à EDT d’envoyer l’emploi du temps tout seul, à chaque changement. Il est au
        nom d’une personne de l’ENT, qui n’a besoin d’aucun autre droit ; il reste valable d’une année à
        l’autre.
      </p>
      {credentials !== undefined && (
        <CredentialsShown
          key={credentials.password}
          credentials={credentials}
          onDone={() => {
            setCredentials(undefined);
          }}
        />
      )}
      {accounts.error !== null && <Failure error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <Loading what="la liste des comptes" />}
      {obstacle === 'first_import_required' && (
        <Empty title={accountObstacleMessage(obstacle)}>
          <Link className="button primary" to={campusAddress(code, 'importer')}>
            <FileUp size={18} aria-hidden />
            Importer à la main
          </Link>
        </Empty>
      )}
      {obstacle === 'too_many_accounts' && <p className="muted">{accountObstacleMessage(obstacle)}</p>}
      {items?.length === 0 && obstacle === undefined && (
        <Empty title="Aucun compte d’accès : EDT ne peut pas encore envoyer l’emploi du temps tout seul.">
          <p>Ajoutez un compte pour la personne qui fait l’emploi du temps dans EDT.</p>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && <AccountsTable accounts={items} onCredentials={show} />}
      {isChoosing && (
        <NewAccount
          holders={items?.map(({ userId }) => userId) ?? []}
          onCreated={show}
          onClose={() => {
            setIsChoosing(false);
          }}
        />
      )}
    </ConsolePage>
  );
}
