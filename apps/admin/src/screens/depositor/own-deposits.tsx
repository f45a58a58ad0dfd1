import { useInfiniteQuery } from '@tanstack/react-query';
import type { Campus, OwnDeposit } from '@timetable/contracts';
import { useMemo, type ReactNode } from 'react';
import { saidFor } from '../../frame/use-said.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { PagedList } from '../../parts/paged-list.js';
import { ReceivedAt } from '../../parts/received-at.js';
import { useNow } from '../../parts/use-now.js';
import { SchoolTime } from '../../text/school-time.js';
import { ownDepositsQuery } from './depositor-queries.js';

interface OwnDepositsProps {
  /** In which hours are read. */
  readonly timeZone: string;
  readonly formats: Campus['formats'];
}

/** What became of each file that their program has sent. */
export function OwnDeposits({ timeZone, formats }: OwnDepositsProps): ReactNode {
  const query = useInfiniteQuery(ownDepositsQuery);
  const now = useNow();
  const columns = useMemo((): readonly DataColumn<OwnDeposit>[] => {
    const time = new SchoolTime(timeZone);
    return [
      { heading: 'Fichier', cell: ({ fileName }) => <span className="file-name">{fileName}</span> },
      {
        heading: 'Reçu le',
        cell: ({ receivedAt }) => <ReceivedAt at={receivedAt} now={now} time={time} />,
      },
      {
        heading: 'Statut',
        cell: ({ status }) => (
          <span className="own-status">
            <ImportBadge status={status} />
          </span>
        ),
      },
      { heading: 'Établissement', cell: ({ target }) => target },
      {
        heading: 'Ce qui s’est passé',
        isLong: true,
        cell: ({ message, nextStep }) => (
          <>
            {message !== null && <p>{message}</p>}
            <p>{nextStep}</p>
          </>
        ),
      },
    ];
  }, [timeZone, now]);
  return (
    <PagedList
      query={query}
      empty={
        <Empty title="Aucun fichier n’a encore été reçu avec ce compte.">
          <p>
            {saidFor(formats)(
              'Collez dans EDT l’adresse du message que vous avez reçu : le premier envoi apparaîtra ici, quelques secondes après.',
            )}
          </p>
        </Empty>
      }
    >
      {(rows) => (
        <DataTable
          caption="Mes dépôts"
          isCaptionUnseen
          isWide
          columns={columns}
          rows={rows}
          keyOf={({ receivedAt, fileName }) => `${receivedAt} ${fileName}`}
        />
      )}
    </PagedList>
  );
}
