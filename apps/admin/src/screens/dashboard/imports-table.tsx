import { apiUrl } from '../../api/request.js';
import type { ImportRow } from '@timetable/contracts';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { ReceivedAt } from '../../parts/received-at.js';
import { StepIcons } from '../../parts/step-icons.js';
import { useNow } from '../../parts/use-now.js';
import { useRight } from '../../session/session-context.js';
import { useSchoolTime } from '../../text/use-school-time.js';

/** The history of a campus: every file that was received, and what became of it. */
export function ImportsTable({ rows }: { readonly rows: readonly ImportRow[] }): ReactNode {
  const { establishments } = useCampus();
  const time = useSchoolTime();
  const now = useNow();
  // Also to download the file, which has birth dates.
  const mayManage = useRight('manage');
  const nameOf = (code: string | null): string =>
    code === null && establishments.length > 1
      ? 'Tous'
      : (establishments.find((each) => each.code === code || code === null)?.name ?? '');
  const columns: readonly DataColumn<ImportRow>[] = [
    {
      heading: 'Date',
      cell: ({ receivedAt }) => <ReceivedAt at={receivedAt} now={now} time={time} />,
    },
    {
      heading: 'Statut',
      isSelfEvident: true,
      cell: ({ status, message }) => (
        <div className="status-cell">
          <ImportBadge status={status} />
          {message !== null && <p className="small muted clamped">{message}</p>}
        </div>
      ),
    },
    { heading: 'Étapes', cell: ({ steps }) => <StepIcons steps={steps} /> },
    { heading: 'Auto', cell: ({ origin }) => (origin === 'automatic' ? 'Oui' : 'Non') },
    { heading: 'Établissement', cell: ({ establishment }) => nameOf(establishment) },
    {
      heading: 'Fichier',
      cell: ({ id, fileName }) =>
        mayManage ? (
          <a href={apiUrl(`/imports/${id}/source`)} download className="file">
            <Download size={16} aria-hidden />
            {fileName}
          </a>
        ) : (
          <span className="file">{fileName}</span>
        ),
    },
    {
      heading: 'Bilan',
      isSelfEvident: true,
      cell: ({ id, campus, fileName, status }) => (
        <Link to={importAddress(campus, id)} aria-label={`${linkText(status, mayManage)} : ${fileName}`}>
          {linkText(status, mayManage)}
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      caption="Imports"
      isCaptionUnseen
      isWide
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
    />
  );
}

function linkText(status: ImportRow['status'], mayManage: boolean): string {
  if (status === 'held') return mayManage ? 'Décider' : 'Voir';
  return status === 'received' || status === 'running' ? 'Suivre' : 'Bilan';
}
