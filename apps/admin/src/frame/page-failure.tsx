import type { ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { Failure } from '../parts/failure.js';

/** A page that broke, or whose code could not be loaded: after an update of the server, that of the old page is gone. */
export function PageFailure(): ReactNode {
  const error = useRouteError();
  return (
    <main className="alone">
      <h1>Page indisponible</h1>
      <Failure
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={() => {
          window.location.reload();
        }}
      />
    </main>
  );
}
