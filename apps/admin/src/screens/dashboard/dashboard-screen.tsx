import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { importsQuery } from '../../api/import-queries.js';
import { schoolYearQuery } from '../../api/school-year-query.js';
import { campusAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { useSaid } from '../../frame/use-said.js';
import { FirstStepsGuide } from '../../first-use/first-steps-guide.js';
import { FirstStepsStrip } from '../../first-use/first-steps-strip.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { PagedList } from '../../parts/paged-list.js';
import { useRight } from '../../session/session-context.js';
import { FilterBar } from './filter-bar.js';
import { Freshness } from './freshness.js';
import { filterParameters, filtersOf, isFiltered } from './import-filters.js';
import { ImportsTable } from './imports-table.js';
import { ToDo } from './to-do.js';
import './dashboard.css';

/** What there is to do, how fresh the timetable is, and every import. */
export function DashboardScreen(): ReactNode {
  const { code, name } = useCampus();
  const year = useQuery(schoolYearQuery(code));
  const awaiting = year.data?.state === 'awaiting_first_import' ? year.data : undefined;
  const mayImport = useRight('manage');
  return (
    <ConsolePage
      title="Tableau de bord"
      context={name}
      actions={
        mayImport &&
        awaiting === undefined && (
          <Link className="button" to={campusAddress(code, 'importer')}>
            <FileUp size={18} aria-hidden />
            Importer à la main
          </Link>
        )
      }
    >
      <ToDo year={year.data} />
      {year.isPending && <Loading what="l’année scolaire" lines={3} />}
      {year.error !== null && <Failure error={year.error} onRetry={() => void year.refetch()} />}
      {awaiting !== undefined && <FirstStepsGuide />}
      {year.data?.state === 'open' && (
        <>
          <FirstStepsStrip />
          <Freshness />
        </>
      )}
      {!year.isPending && <History isNew={awaiting !== undefined} />}
    </ConsolePage>
  );
}

/** @param isNew whose list is shown only once there is something in it */
function History({ isNew }: { readonly isNew: boolean }): ReactNode {
  const { code } = useCampus();
  const [parameters, setParameters] = useSearchParams();
  const filters = filtersOf(parameters);
  const query = useInfiniteQuery(importsQuery(code, filters));
  const hasRows = query.data?.pages.some(({ items }) => items.length > 0) === true;
  if (isNew && !isFiltered(filters) && !hasRows && query.error === null) return null;
  return (
    <section aria-labelledby="history" className="stack">
      <h2 id="history">Historique des imports</h2>
      <FilterBar
        filters={filters}
        onChange={(changed) => {
          setParameters(filterParameters(changed), { replace: true, preventScrollReset: true });
        }}
      />
      <PagedList query={query} empty={<Nothing isFiltered={isFiltered(filters)} />}>
        {(rows) => <ImportsTable rows={rows} />}
      </PagedList>
    </section>
  );
}

function Nothing({ isFiltered: isByFilters }: { readonly isFiltered: boolean }): ReactNode {
  const said = useSaid();
  return isByFilters ? (
    <Empty title="Aucun import ne correspond à ces filtres." />
  ) : (
    <Empty title="Aucun fichier n’a encore été reçu.">
      <p>{said('Dès qu’EDT en envoie un, ou que vous en importez un à la main, il apparaît ici.')}</p>
    </Empty>
  );
}
