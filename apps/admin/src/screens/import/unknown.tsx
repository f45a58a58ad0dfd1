import { frenchCount, frenchInteger, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { campusAddress } from '../../frame/addresses.js';
import { useRight } from '../../session/session-context.js';

type Unmatched = ImportReport['unmatched'];

/** More names than that are folded: the reader sees first what there is to do. */
const MOST_OPEN = 8;

/** Who and what the file names and the ENT does not know, by reason, with the way to say who they are. */
export function Unknown({ report: { unmatched, campus } }: { readonly report: ImportReport }): ReactNode {
  const mayManage = useRight('manage');
  if (unmatched.groups.length === 0) return null;
  return (
    <section aria-labelledby="unknown" className="stack">
      <h2 id="unknown">Personnes et classes inconnues de l’ENT</h2>
      {unmatched.groups.map((group) => (
        <Group
          key={`${group.kind} ${group.reason?.code ?? ''}`}
          group={group}
          names={unmatched.items.filter(
            (name) => name.kind === group.kind && name.reason?.code === group.reason?.code,
          )}
        />
      ))}
      {mayManage && (
        <Link className="button screen-only" to={campusAddress(campus, 'rapprochements')}>
          Faire les rapprochements
        </Link>
      )}
    </section>
  );
}

interface GroupProps {
  readonly group: Unmatched['groups'][number];
  readonly names: Unmatched['items'];
}

function Group({ group: { title, reason, advice, count }, names }: GroupProps): ReactNode {
  const others = count - names.length;
  return (
    <div className="stack-tight">
      <h3>{title}</h3>
      {reason !== null && <p>{reason.sentence}</p>}
      <p className="muted">{advice}</p>
      <details open={names.length <= MOST_OPEN}>
        <summary>Les noms ({frenchInteger(count)})</summary>
        <ul className="names">
          {names.map(({ label, candidates }) => (
            <li key={label}>
              {label}
              {candidates > 1 && <span className="muted"> ({frenchInteger(candidates)} candidats)</span>}
            </li>
          ))}
        </ul>
        {others > 0 && <p className="small muted">Et {frenchCount(others, 'autre', 'autres')}.</p>}
      </details>
    </div>
  );
}
