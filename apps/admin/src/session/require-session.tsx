import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { signInAddress } from './return-address.js';
import { SessionContext } from './session-context.js';
import { sessionQuery } from './session-state.js';

/** Every page but the one that signs in: who is not signed in goes there, and comes back. */
export function RequireSession(): ReactNode {
  const { data: state, error, refetch } = useQuery(sessionQuery);
  const { pathname, search, hash } = useLocation();
  if (error !== null && state === undefined)
    return (
      <main className="alone">
        <Failure error={error} onRetry={() => void refetch()} />
      </main>
    );
  if (state === undefined)
    return (
      <main className="alone">
        <Loading what="la console" />
      </main>
    );
  if (typeof state === 'string')
    return (
      <Navigate
        to={signInAddress(`${pathname}${search}${hash}`)}
        state={{ isEnded: state === 'ended' }}
        replace
      />
    );
  return (
    <SessionContext value={state}>
      <Outlet />
    </SessionContext>
  );
}
