import { useQuery } from '@tanstack/react-query';
import { CircleCheck, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { configQuery } from '../../api/config-query.js';
import { Badge } from '../../parts/badge.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import type { Tone } from '../../parts/tone.js';
import { healthQuery, type PartState } from './fleet-queries.js';

const PARTS: Readonly<Record<string, string>> = {
  database: 'Base de données',
  storage: 'Fichiers',
  temporal: 'Temporal',
};

const LOOKS: Readonly<
  Record<PartState['status'], { readonly label: string; readonly tone: Tone; readonly icon: LucideIcon }>
> = {
  up: { label: 'En marche', tone: 'success', icon: CircleCheck },
  degraded: { label: 'Dégradé', tone: 'attention', icon: TriangleAlert },
  down: { label: 'En panne', tone: 'blocked', icon: OctagonX },
};

/** What the installation is made of, and whether it answers. */
export function PartHealth(): ReactNode {
  const { data, error, refetch } = useQuery(healthQuery);
  const { data: config } = useQuery(configQuery);
  return (
    <section aria-labelledby="health" className="stack">
      <h2 id="health">État des composants</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="l’état" lines={1} />}
      <dl className="parts">
        {Object.entries(data?.details ?? {}).map(([part, { status, reason }]) => (
          <div key={part} className="card">
            <dt>{PARTS[part] ?? part}</dt>
            <dd>
              <Badge tone={LOOKS[status].tone} icon={LOOKS[status].icon}>
                {LOOKS[status].label}
              </Badge>
              {reason !== undefined && <span className="small muted details">{reason}</span>}
            </dd>
          </div>
        ))}
        {config !== undefined && (
          <div className="card">
            <dt>Version</dt>
            <dd>{config.version}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
