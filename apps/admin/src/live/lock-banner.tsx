import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importAddress } from '../frame/addresses.js';
import { useCampus } from '../frame/campus-context.js';
import { Alert } from '../parts/alert.js';
import { useSchoolTime } from '../text/use-school-time.js';
import { locksQuery } from './lock-query.js';

/** On a page whose content an import is changing: why nothing can be changed now. It goes by itself. */
export function LockBanner(): ReactNode {
  const campus = useCampus();
  const time = useSchoolTime();
  const { data: locks = [] } = useQuery(locksQuery(campus));
  return locks
    .filter(({ locked }) => locked)
    .map(({ establishment, since, stepLabel, by, importId }) => (
      <Alert key={establishment} tone="running" title={`Import en cours : ${establishment}`}>
        <p>
          {since !== undefined && `Depuis ${time.time(since)}`}
          {stepLabel !== undefined && ` (étape : ${stepLabel.toLowerCase()})`}
          {by !== undefined && `, déposé par ${by}`}. Cette page se débloquera toute seule.
        </p>
        {importId !== undefined && <Link to={importAddress(campus.code, importId)}>Suivre l’import</Link>}
      </Alert>
    ));
}
