import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  accountObstacle,
  accountObstacleMessage,
  frenchCount,
  MAX_DEPOSIT_ACCOUNTS,
  type DepositCredentials,
} from '@timetable/contracts';
import { CalendarDays, FileUp, UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { schoolYearQuery } from '../../api/school-year-query.js';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { CredentialsShown } from '../../credentials/credentials-shown.js';
import { FirstStepsStrip } from '../../first-use/first-steps-strip.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { accountsQuery } from '../../api/accounts-query.js';
import { useSaid } from '../../frame/use-said.js';
import { AccountsTable } from './accounts-table.js';
import { NewAccount } from './new-account.js';

/** Who may have EDT send its exports by itself, and the addresses to give it. */
export function AccountsScreen(): ReactNode {
  const { code, name, formats } = useCampus();
  const said = useSaid();
  const client = useQueryClient();
  const accounts = useQuery(accountsQuery(code));
  const { data: year } = useQuery(schoolYearQuery(code));
  const [isChoosing, setIsChoosing] = useState(false);
  const [credentials, setCredentials] = useState<DepositCredentials>();
  const [isConnected, setIsConnected] = useState(false);
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
            look={!isConnected && credentials === undefined && obstacle === undefined ? 'primary' : undefined}
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
        {said('Un compte d’accès permet à EDT d’envoyer l’emploi du temps tout seul, à chaque changement.')}{' '}
        Il est au nom d’une personne de l’ENT, qui n’a besoin d’aucun autre droit ; il reste valable d’une
        année à l’autre.
      </p>
      <FirstStepsStrip />
      {isConnected && <Connected />}
      {credentials !== undefined && (
        <CredentialsShown
          key={credentials.password}
          credentials={credentials}
          formats={formats}
          onDone={() => {
            setCredentials(undefined);
            // The list may not have been read again since: nobody else has one.
            setIsConnected(items?.every(({ login }) => login === credentials.login) === true);
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
        <Empty
          title={said('Aucun compte d’accès : EDT ne peut pas encore envoyer l’emploi du temps tout seul.')}
        >
          <p>{said('Ajoutez un compte pour la personne qui fait l’emploi du temps dans EDT.')}</p>
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

/** Where the first steps end. */
function Connected(): ReactNode {
  const { code } = useCampus();
  const said = useSaid();
  return (
    <Alert tone="success" title="C’est fini : voici l’emploi du temps">
      <p>
        {said(
          'Collez l’adresse dans EDT. Ensuite, EDT envoie chaque changement tout seul : le premier envoi apparaîtra dans le tableau de bord, quelques secondes après.',
        )}
      </p>
      <div className="row">
        <Link className="button primary" to={campusAddress(code, 'emploi-du-temps')}>
          <CalendarDays size={18} aria-hidden />
          Voir l’emploi du temps
        </Link>
        <Link className="button" to={campusAddress(code)}>
          Aller au tableau de bord
        </Link>
      </div>
    </Alert>
  );
}
