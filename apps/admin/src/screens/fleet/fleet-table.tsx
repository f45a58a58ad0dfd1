import { useQuery } from '@tanstack/react-query';
import { frenchCount, frenchInteger, type FleetCampus } from '@timetable/contracts';
import {
  CircleCheck,
  Clock,
  Hourglass,
  Inbox,
  KeyRound,
  LoaderCircle,
  PlugZap,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { configQuery } from '../../api/config-query.js';
import { campusAddress } from '../../frame/addresses.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { useNow } from '../../parts/use-now.js';
import { elapsed } from '../../text/school-time.js';
import { SILENT_FROM_DAYS } from './fleet-filters.js';
import { workflowsAddress } from '../../api/temporal-address.js';

/** Every campus with what blocks it. */
export function FleetTable({ rows }: { readonly rows: readonly FleetCampus[] }): ReactNode {
  const now = useNow();
  const columns: readonly DataColumn<FleetCampus>[] = [
    {
      heading: 'Cité scolaire',
      cell: ({ code, name, establishments, schoolYears }) => (
        <>
          <Link to={campusAddress(code)}>{name}</Link>
          <span className="small muted details">
            {[
              code,
              frenchCount(establishments, 'établissement', 'établissements'),
              ...schoolYears.map(({ label }) => label),
            ].join(' · ')}
          </span>
          <Workflows campus={code} name={name} />
        </>
      ),
    },
    { heading: 'Ce qui bloque', cell: (campus) => <Blocks campus={campus} now={now} /> },
    {
      heading: 'Dernier dépôt',
      cell: ({ lastDepositAt, lastStatus }) =>
        lastDepositAt === null ? (
          <span className="muted">jamais</span>
        ) : (
          <span className="stack-tight">
            <Ago at={lastDepositAt} now={now} />
            {lastStatus !== null && <ImportBadge status={lastStatus} />}
          </span>
        ),
    },
    {
      heading: 'Dernière mise à jour',
      cell: ({ lastIntegratedAt }) =>
        lastIntegratedAt === null ? (
          <span className="muted">jamais</span>
        ) : (
          <Ago at={lastIntegratedAt} now={now} />
        ),
    },
  ];
  return (
    <DataTable
      caption="Cités scolaires"
      isCaptionUnseen
      isWide
      columns={columns}
      rows={rows}
      keyOf={({ code }) => code}
    />
  );
}

const Ago = ({ at, now }: { readonly at: string; readonly now: Date }): ReactNode => (
  <time dateTime={at}>{elapsed(at, now)}</time>
);

function Workflows({ campus, name }: { readonly campus: string; readonly name: string }): ReactNode {
  const address = workflowsAddress(useQuery(configQuery).data, { campus });
  if (address === undefined) return null;
  return (
    <a
      className="small"
      href={address}
      target="_blank"
      rel="noreferrer"
      aria-label={`Voir dans Temporal : ${name} (nouvel onglet)`}
    >
      Voir dans Temporal
    </a>
  );
}

interface BlocksProps {
  readonly campus: FleetCampus;
  readonly now: Date;
}

function Blocks({ campus, now }: BlocksProps): ReactNode {
  const {
    interrupted,
    held,
    waiting,
    running,
    oldestWaitAt,
    depositsRefusedAt,
    signInRefusedAt,
    silentDays,
    nextActors,
  } = campus;
  const isFirstAwaited =
    campus.schoolYears.some(({ state }) => state === 'awaiting_first_import') && held === 0;
  const isSilent = silentDays !== null && silentDays >= SILENT_FROM_DAYS;
  const isClear =
    [interrupted, held, waiting, running].every((count) => count === 0) &&
    depositsRefusedAt === null &&
    signInRefusedAt === null &&
    nextActors.length === 0 &&
    !isFirstAwaited &&
    !isSilent;
  return (
    <span className="blocks">
      {interrupted > 0 && (
        <Badge tone="blocked" icon={PlugZap}>
          {frenchCount(interrupted, 'interrompu', 'interrompus')}
        </Badge>
      )}
      {held > 0 && (
        <Badge tone="attention" icon={Hourglass}>
          {frenchInteger(held)} en attente de décision
        </Badge>
      )}
      {waiting > 0 && (
        <Badge tone="neutral" icon={Inbox}>
          {frenchInteger(waiting)} en file
        </Badge>
      )}
      {running > 0 && (
        <Badge tone="running" icon={LoaderCircle}>
          {frenchInteger(running)} en cours
        </Badge>
      )}
      {depositsRefusedAt !== null && (
        <Badge tone="attention" icon={TriangleAlert}>
          Trop de dépôts, refusés {elapsed(depositsRefusedAt, now)}
        </Badge>
      )}
      {signInRefusedAt !== null && (
        <Badge tone="attention" icon={KeyRound}>
          Mot de passe refusé {elapsed(signInRefusedAt, now)}
        </Badge>
      )}
      {isSilent && (
        <Badge tone="attention" icon={Clock}>
          Aucun dépôt depuis {frenchCount(silentDays, 'jour', 'jours')} d’école
        </Badge>
      )}
      {isFirstAwaited && (
        <Badge tone="neutral" icon={Hourglass}>
          Premier import attendu
        </Badge>
      )}
      {isClear && (
        <Badge tone="success" icon={CircleCheck}>
          Rien
        </Badge>
      )}
      {oldestWaitAt !== null && (
        <span className="small muted">Le plus ancien : {elapsed(oldestWaitAt, now)}</span>
      )}
      {nextActors.length > 0 && (
        <span className="small muted">
          {nextActors.length === 1 ? 'Doit' : 'Doivent'} agir :{' '}
          {nextActors.map((actor) => ACTORS[actor]).join(', ')}
        </span>
      )}
    </span>
  );
}

const ACTORS: Readonly<Record<FleetCampus['nextActors'][number], string>> = {
  manager: 'un gestionnaire',
  depositor: 'un déposant',
  operator: 'l’exploitant',
};
