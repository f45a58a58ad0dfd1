import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Outlet, useParams } from 'react-router';
import { LiveCampus } from '../live/live-campus.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { CampusContext } from './campus-context.js';
import { campusQuery } from './campus-query.js';
import { Frame } from './frame.js';
import { ConsolePage } from './console-page.js';

/** The pages of one campus: they know which, and hear of what happens there. */
export function CampusScope(): ReactNode {
  const { campus: code = '' } = useParams();
  const { data: campus, error, refetch } = useQuery(campusQuery(code));
  if (campus === undefined)
    return (
      <Frame>
        {error === null ? (
          <main className="page">
            <Loading what="la cité scolaire" />
          </main>
        ) : (
          <ConsolePage title="Page indisponible">
            <Failure error={error} onRetry={() => void refetch()} />
          </ConsolePage>
        )}
      </Frame>
    );
  return (
    <CampusContext value={campus}>
      <LiveCampus campus={code} />
      <Frame campus={campus}>
        <Outlet />
      </Frame>
    </CampusContext>
  );
}
