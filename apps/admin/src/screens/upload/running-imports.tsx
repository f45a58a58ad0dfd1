import { useQuery } from '@tanstack/react-query';
import { frenchCount } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { locksQuery } from '../../live/lock-query.js';
import { Alert } from '../../parts/alert.js';

/** Which establishments are being imported at this moment: a file sent now waits for its turn. */
export function RunningImports(): ReactNode {
  const campus = useCampus();
  const { data: locks = [] } = useQuery(locksQuery(campus));
  const locked = locks.filter((lock) => lock.locked);
  if (locked.length === 0) return null;
  return (
    <Alert
      tone="neutral"
      title={frenchCount(
        locked.length,
        'établissement est déjà en cours d’importation',
        'établissements sont déjà en cours d’importation',
      )}
    >
      <p>Vous pouvez envoyer votre fichier : il attendra son tour.</p>
      <ul>
        {locked.map(({ establishment, importId }) => (
          <li key={establishment}>
            {importId === undefined ? (
              establishment
            ) : (
              <Link to={importAddress(campus.code, importId)}>{establishment}</Link>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
