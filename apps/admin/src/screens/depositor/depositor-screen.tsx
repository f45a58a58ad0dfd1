import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnDepositAccount } from '@timetable/contracts';
import { CalendarCheck, LogOut } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { isApiRefusal } from '../../api/api-refusal.js';
import { request } from '../../api/request.js';
import { HELP_PATH } from '../../frame/help-topics.js';
import { ConsolePage } from '../../frame/console-page.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { depositorQuery, depositorSessionUrl, type OpenedLink } from './depositor-queries.js';
import { DepositorPassword } from './depositor-password.js';
import { OwnDeposits } from './own-deposits.js';
import './depositor.css';

/** What follows # in the address; undefined: nothing. */
const linkInAddress = (): string | undefined => window.location.hash.slice(1) || undefined;

/**
 * The link that opened the page, read and then out of the address bar: it is not left there for the next person at this computer.
 * @param onAnother called when one is pasted in place of it, which loads no page
 */
function useLink(onAnother: () => void): OpenedLink {
  const [opened, setOpened] = useState(() => ({ link: linkInAddress(), times: 1 }));
  const whenAnother = useEffectEvent(onAnother);
  useEffect(() => {
    const hide = (): void => {
      window.history.replaceState(window.history.state, '', window.location.pathname);
    };
    const follow = (): void => {
      const pasted = linkInAddress();
      if (pasted === undefined) return;
      setOpened(({ times }) => ({ link: pasted, times: times + 1 }));
      whenAnother();
      hide();
    };
    hide();
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  return opened;
}

/** What the link of a depositor's mail opens: their deposits, and a new password for their program. Nothing else of the console. */
export function DepositorScreen(): ReactNode {
  const [hasLeft, setHasLeft] = useState(false);
  const opened = useLink(() => {
    setHasLeft(false);
  });
  const who = useQuery({ ...depositorQuery(opened), enabled: !hasLeft });
  return (
    <div className="depositor">
      <header>
        <p className="brand">
          <CalendarCheck size={22} aria-hidden className="toned tone-running" />
          Import des emplois du temps
        </p>
      </header>
      <ConsolePage
        title="Mes dépôts"
        context={who.data?.campusName}
        actions={<Link to={`/${HELP_PATH}/mes-depots`}>Aide sur cet écran</Link>}
      >
        {hasLeft && (
          <Alert tone="neutral" title="Vous avez quitté vos pages">
            <p>Le lien de votre message les ouvre de nouveau.</p>
          </Alert>
        )}
        {!hasLeft && who.isPending && <Loading what="vos dépôts" />}
        {!hasLeft && who.error !== null && <Refused error={who.error} onRetry={() => void who.refetch()} />}
        {!hasLeft && who.data !== undefined && (
          <Known
            depositor={who.data}
            onLeave={() => {
              setHasLeft(true);
            }}
          />
        )}
      </ConsolePage>
    </div>
  );
}

interface RefusedProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Trying again does not mend a link. */
const Refused = ({ error, onRetry }: RefusedProps): ReactNode =>
  isApiRefusal(error, 'link_expired') ? (
    <Alert tone="attention" title={error.title}>
      <p>{error.message}</p>
    </Alert>
  ) : (
    <Failure error={error} onRetry={onRetry} />
  );

interface KnownProps {
  readonly depositor: OwnDepositAccount;
  readonly onLeave: () => void;
}

function Known({ depositor, onLeave }: KnownProps): ReactNode {
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () => request<null>(depositorSessionUrl, { method: 'DELETE' }),
    onSuccess: () => {
      client.clear();
      onLeave();
    },
  });
  return (
    <>
      <p>
        Bonjour {depositor.name}. Voici les fichiers que votre logiciel d’emploi du temps a envoyés pour «{' '}
        {depositor.campusName} » avec le compte d’accès {depositor.login}.
      </p>
      <OwnDeposits timeZone={depositor.timeZone} formats={depositor.formats} />
      <DepositorPassword formats={depositor.formats} />
      {leave.error !== null && <Failure error={leave.error} role="alert" />}
      <Button
        icon={LogOut}
        disabledReason={leave.isPending ? 'En cours' : undefined}
        onClick={() => {
          leave.mutate();
        }}
      >
        Se déconnecter
      </Button>
    </>
  );
}
