import { useQuery } from '@tanstack/react-query';
import {
  capitalised,
  DIRECTORY_LISTS,
  DIRECTORY_NOUNS,
  frenchInteger,
  headingOf,
  type DirectoryListStateView,
} from '@timetable/contracts';
import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { DataTable, type DataColumn } from '../../parts/data-table.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { directoryStateQuery } from '../../api/directory-query.js';
import { useSaid } from '../../frame/use-said.js';
import { DirectoryUpload } from './directory-upload.js';

interface ListRow extends DirectoryListStateView {
  readonly heading: string;
}

/** Whom and what the ENT knows, from where and since when; and a file that says it anew. */
export function DirectorySection(): ReactNode {
  const { code } = useCampus();
  const time = useSchoolTime();
  const mayManage = useRight('manage');
  const said = useSaid();
  const { data, error, refetch } = useQuery(directoryStateQuery(code));
  const columns: readonly DataColumn<ListRow>[] = [
    { heading: 'Liste', cell: ({ heading }) => heading },
    { heading: 'Nombre', cell: ({ count }) => frenchInteger(count), isNumeric: true },
    { heading: 'Source', cell: ({ sourceLabel }) => capitalised(sourceLabel ?? 'aucune') },
    { heading: 'Chargée le', cell: ({ loadedAt }) => (loadedAt === null ? 'Jamais' : time.full(loadedAt)) },
  ];
  return (
    <section className="stack" aria-labelledby="directory">
      <h2 id="directory">Annuaire de l’ENT</h2>
      <p>{said('Les noms du fichier d’EDT sont cherchés parmi ces personnes et ces classes.')}</p>
      {data === undefined && error === null && <Loading what="l’annuaire" />}
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <DataTable
          caption="Ce que contient l’annuaire"
          isCaptionUnseen
          columns={columns}
          rows={DIRECTORY_LISTS.map((list) => ({ ...data[list], heading: headingOf(DIRECTORY_NOUNS[list]) }))}
          keyOf={({ heading }) => heading}
        />
      )}
      {mayManage && <DirectoryUpload />}
    </section>
  );
}
