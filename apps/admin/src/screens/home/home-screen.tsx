import { useQuery } from '@tanstack/react-query';
import type { Campus, Page as PageOf } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link, Navigate } from 'react-router';
import { apiUrl, request } from '../../api/request.js';
import { campusAddress } from '../../frame/addresses.js';
import { ConsolePage } from '../../frame/console-page.js';
import { FLEET_SCREENS } from '../../frame/screens.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useMe } from '../../session/session-context.js';

/** Where a person begins: their campus; an operator, the fleet. */
export function HomeScreen(): ReactNode {
  const { campus } = useMe();
  const [fleet] = FLEET_SCREENS;
  if (campus !== null) return <Navigate to={campusAddress(campus)} replace />;
  return fleet === undefined ? <CampusChoice /> : <Navigate to={`/${fleet.path}`} replace />;
}

function CampusChoice(): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['campuses'],
    queryFn: ({ signal }) => request<PageOf<Campus>>(apiUrl('/campuses', { limit: 500 }), { signal }),
  });
  const [first, ...others] = data?.items ?? [];
  if (first !== undefined && others.length === 0) return <Navigate to={campusAddress(first.code)} replace />;
  return (
    <ConsolePage title="Cités scolaires">
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="la liste" />}
      {data?.items.length === 0 && <Empty title="Aucune cité scolaire n’est déclarée." />}
      <ul>
        {data?.items.map(({ code, name }) => (
          <li key={code}>
            <Link to={campusAddress(code)}>{name}</Link>
          </li>
        ))}
      </ul>
    </ConsolePage>
  );
}
