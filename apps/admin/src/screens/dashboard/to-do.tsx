import { useQuery } from '@tanstack/react-query';
import { frenchCount, isIntegrated, type ImportRow, type SchoolYear } from '@timetable/contracts';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { fewImportsQuery } from '../../api/import-queries.js';
import { campusAddress, importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { useSaid } from '../../frame/use-said.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { useNow } from '../../parts/use-now.js';
import { useRight } from '../../session/session-context.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { OPENING_PARAMETER } from '../school-year/opening-steps.js';
import { yearTask, type YearTask } from './year-task.js';

const MOST_SHOWN = 5;
/** Of an import that went well and still asks for somebody. */
const UNKNOWN_PEOPLE =
  'Des personnes, des classes ou des groupes du fichier sont inconnus de l’ENT : dites qui ils sont.';

/** What waits for a person of the school, with the way to do it; nothing when nothing waits. */
export function ToDo({ year }: { readonly year: SchoolYear | undefined }): ReactNode {
  const { code } = useCampus();
  const time = useSchoolTime();
  const now = useNow();
  const mayManage = useRight('manage');
  const { data } = useQuery(fewImportsQuery(code, { nextActor: 'manager', limit: MOST_SHOWN }));
  const items = data?.items ?? [];
  const task = mayManage && year !== undefined ? yearTask(year, time.date(now.toISOString())) : undefined;
  if (items.length === 0 && task === undefined) return null;
  const others = (data?.total ?? 0) - items.length;
  return (
    <section aria-labelledby="to-do" className="stack">
      <h2 id="to-do">{mayManage ? 'À faire' : 'À faire par un gestionnaire'}</h2>
      <ul className="cards">
        {items.map((row) => (
          <li key={row.id} className="card">
            <Awaited row={row} mayManage={mayManage} />
          </li>
        ))}
        {task !== undefined && (
          <li className="card">
            <YearToPrepare task={task} />
          </li>
        )}
      </ul>
      {others > 0 && (
        <p className="small muted">Et {frenchCount(others, 'autre import', 'autres imports')} plus bas.</p>
      )}
    </section>
  );
}

function YearToPrepare({ task: { title, sentence, step, act } }: { readonly task: YearTask }): ReactNode {
  const said = useSaid();
  const { code } = useCampus();
  return (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{said(sentence)}</p>
      <Link
        className="button"
        to={campusAddress(code, step === 'import' ? 'importer' : `annee?${OPENING_PARAMETER}=dates`)}
      >
        {act}
        <ArrowRight size={18} aria-hidden />
      </Link>
    </>
  );
}

interface AwaitedProps {
  readonly row: ImportRow;
  readonly mayManage: boolean;
}

function Awaited({ row, mayManage }: AwaitedProps): ReactNode {
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
          mayManage && isIntegrated(row.status)
            ? campusAddress(row.campus, 'rapprochements')
            : importAddress(row.campus, row.id)
        }
      >
        {mayManage ? stepText(row.status) : 'Voir l’import'}
        <ArrowRight size={18} aria-hidden />
      </Link>
    </>
  );
}

function stepText(status: ImportRow['status']): string {
  if (status === 'held') return 'Voir et décider';
  return isIntegrated(status) ? 'Faire les rapprochements' : 'Voir ce qu’il y a à faire';
}
