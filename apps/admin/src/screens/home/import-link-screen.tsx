import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import { importQuery } from '../../api/import-queries.js';
import { importAddress } from '../../frame/addresses.js';
import { ConsolePage } from '../../frame/console-page.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';

/** A link that names an import alone: it is shown among those of its campus. */
export function ImportLinkScreen(): ReactNode {
  const { importId = '' } = useParams();
  const { data, error, refetch } = useQuery(importQuery(importId));
  if (data !== undefined) return <Navigate to={importAddress(data.campus, importId)} replace />;
  return (
    <ConsolePage title="Import">
      {error === null ? (
        <Loading what="l’import" />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </ConsolePage>
  );
}
