import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { ThresholdHistory } from './threshold-history.js';
import { ThresholdSettings } from './threshold-settings.js';
import { thresholdsQuery } from './thresholds-query.js';
import './thresholds.css';

/** How much an import may change by itself, and what that would have meant for the last ones. */
export function ThresholdsScreen(): ReactNode {
  const { code, name } = useCampus();
  const mayManage = useRight('manage');
  const { data, error, refetch } = useQuery(thresholdsQuery(code));
  return (
    <ConsolePage title="Seuils" context={name}>
      <p>
        Un import qui dépasse un seuil s’arrête avant d’avoir rien modifié, et attend une décision ; si le
        seuil n’arrête pas l’import, c’est seulement signalé. Avec un nombre minimal, un seuil ne compte qu’à
        partir de ce nombre. Les seuils valent pour tous les établissements.
      </p>
      {!mayManage && <p className="small muted">Seul un gestionnaire peut modifier les seuils.</p>}
      {data === undefined && error === null && <Loading what="la liste des seuils" lines={12} />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <ThresholdSettings key={data.tag} settings={data} isReadOnly={!mayManage} />}
      {mayManage && <ThresholdHistory />}
    </ConsolePage>
  );
}
