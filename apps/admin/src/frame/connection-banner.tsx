import { useSyncExternalStore, type ReactNode } from 'react';
import { connection } from '../api/connection.js';
import { Alert } from '../parts/alert.js';
import { useAnnounced } from './announcer.js';

/** Said while nobody answers; it goes by itself, and what is shown is read again. */
export function ConnectionBanner(): ReactNode {
  const isLost = useSyncExternalStore(
    (follower) => connection.follow(follower),
    () => connection.isLost,
  );
  useAnnounced(isLost ? 'La connexion avec le service est perdue.' : 'La connexion est rétablie.');
  if (!isLost) return null;
  return (
    <section aria-label="Connexion" className="banner">
      <Alert tone="attention" title="Connexion perdue">
        <p>Ce qui est affiché peut avoir changé. La page se remettra à jour toute seule.</p>
      </Alert>
    </section>
  );
}
