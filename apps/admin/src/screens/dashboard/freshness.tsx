import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fewImportsQuery } from '../../api/import-queries.js';
import { useCampus } from '../../frame/campus-context.js';
import { useSaid } from '../../frame/use-said.js';
import { useNow } from '../../parts/use-now.js';
import { elapsed } from '../../text/school-time.js';
import { useSchoolTime } from '../../text/use-school-time.js';

const WHOLE_CAMPUS = 'Tous';
const SENT = { origin: 'automatic' };
const DONE = { status: 'integrated,integrated_with_alerts' };

/** Per establishment: whether EDT still sends, and how old what the ENT shows is. */
export function Freshness(): ReactNode {
  const { establishments } = useCampus();
  const said = useSaid();
  return (
    <dl className="freshness">
      {establishments.map(({ code, name }) => (
        <div key={code} className="card">
          <dt>{name}</dt>
          <dd>
            <Latest label={said('Dernier envoi d’EDT')} establishment={code} filter={SENT} />
          </dd>
          <dd>
            <Latest label="Dernière mise à jour réussie" establishment={code} filter={DONE} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface LatestProps {
  readonly label: string;
  readonly establishment: string;
  readonly filter: Readonly<Record<string, string>>;
}

/** Files for the whole campus are for this establishment too. */
function Latest({ label, establishment, filter }: LatestProps): ReactNode {
  const { code } = useCampus();
  const now = useNow();
  const time = useSchoolTime();
  const latest = useQueries({
    queries: [establishment, WHOLE_CAMPUS].map((target) =>
      fewImportsQuery(code, { ...filter, establishment: target, limit: 1 }),
    ),
    combine: (answers) => ({
      isKnown: answers.every(({ data }) => data !== undefined),
      at: answers
        .flatMap(({ data }) => data?.items.map(({ receivedAt }) => receivedAt) ?? [])
        .toSorted()
        .at(-1),
    }),
  });
  if (!latest.isKnown) return <span className="muted">{label}…</span>;
  return (
    <>
      <span className="muted">{label} </span>
      {latest.at === undefined ? (
        'jamais'
      ) : (
        <time dateTime={latest.at} title={time.full(latest.at)}>
          {elapsed(latest.at, now)}
        </time>
      )}
    </>
  );
}
