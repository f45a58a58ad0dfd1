import { useQuery } from '@tanstack/react-query';
import { frenchCount, isIntegrated, type ImportRow } from '@timetable/contracts';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { fewImportsQuery } from '../../api/import-queries.js';
import { campusAddress, importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { useNow } from '../../parts/use-now.js';
import { useSchoolTime } from '../../text/use-school-time.js';

const MOST_SHOWN = 5;
/** Of an import that went well and still asks for somebody. */
const UNKNOWN_PEOPLE =
  'Des personnes, des classes ou des groupes du fichier sont inconnus de l’ENT : dites qui ils sont.';

/** What waits for a person of the school, with the way to do it; nothing when nothing waits. */
export function ToDo(): ReactNode {
  const { code } = useCampus();
  const { data } = useQuery(fewImportsQuery(code, { nextActor: 'manager', limit: MOST_SHOWN }));
  if (data === undefined || data.items.length === 0) return null;
  const others = data.total - data.items.length;
  return (
    <section aria-labelledby="to-do" className="stack">
      <h2 id="to-do">À faire</h2>
      <ul className="cards">
        {data.items.map((row) => (
          <li key={row.id} className="card">
            <Awaited row={row} />
          </li>
        ))}
      </ul>
      {others > 0 && (
        <p className="small muted">Et {frenchCount(others, 'autre import', 'autres imports')} plus bas.</p>
      )}
    </section>
  );
}

function Awaited({ row }: { readonly row: ImportRow }): ReactNode {
  const time = useSchoolTime();
  const now = useNow();
  return (
    <>
      <ImportBadge status={row.status} />
      <p className="clamped">{row.message ?? UNKNOWN_PEOPLE}</p>
      <p className="small muted">
        {row.fileName}, reçu {time.day(row.receivedAt, now)} à {time.time(row.receivedAt)}
      </p>
      <Link
        className="button"
        to={
          isIntegrated(row.status)
            ? campusAddress(row.campus, 'rapprochements')
            : importAddress(row.campus, row.id)
        }
      >
        {stepText(row.status)}
        <ArrowRight size={18} aria-hidden />
      </Link>
    </>
  );
}

function stepText(status: ImportRow['status']): string {
  if (status === 'held') return 'Voir et décider';
  return isIntegrated(status) ? 'Faire les rapprochements' : 'Voir ce qu’il y a à faire';
}
