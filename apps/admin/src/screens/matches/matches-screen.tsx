import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { frenchCount } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { fewImportsQuery } from '../../api/import-queries.js';
import { campusAddress, importAddress } from '../../frame/addresses.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { useSaid } from '../../frame/use-said.js';
import { LockBanner } from '../../live/lock-banner.js';
import { Alert } from '../../parts/alert.js';
import { Empty } from '../../parts/empty.js';
import { SearchField } from '../../parts/search-field.js';
import { PagedList } from '../../parts/paged-list.js';
import { matchFiltersOf, matchParameters, type MatchFilters } from './match-filters.js';
import { MatchList } from './match-list.js';
import { matchesQuery } from './match-queries.js';
import { MatchTabs } from './match-tabs.js';
import { SureMatches } from './sure-matches.js';
import './matches.css';

/** Who is who: persons, classes and groups of the files, and those of the ENT. */
export function MatchesScreen(): ReactNode {
  const { code, name } = useCampus();
  const said = useSaid();
  const [parameters, setParameters] = useSearchParams();
  const filters = matchFiltersOf(parameters);
  const query = useInfiniteQuery(matchesQuery(code, filters));
  return (
    <ConsolePage title="Rapprochements" context={name} actions={<SureMatches kind={filters.kind} />}>
      <p className="muted">
        {said(
          'Le fichier d’EDT nomme des personnes, des classes et des groupes : voici qui ils sont dans l’ENT. Vos choix sont retenus pour les imports suivants.',
        )}
      </p>
      <LockBanner />
      <HeldImport />
      <MatchTabs filters={filters} page={query.data?.pages[0]} />
      <form role="search" aria-label="Chercher un rapprochement" className="match-search">
        <SearchField
          label="Nom dans le fichier"
          text={filters.text}
          onText={(text) => {
            setParameters(matchParameters({ ...filters, text }), { replace: true, preventScrollReset: true });
          }}
        />
      </form>
      <PagedList query={query} empty={<NoMatch filters={filters} />}>
        {(matches) => <MatchList matches={matches} />}
      </PagedList>
    </ConsolePage>
  );
}

/** Choices made here change what a held import would do: it is computed again at once. */
function HeldImport(): ReactNode {
  const { code } = useCampus();
  const { data } = useQuery(fewImportsQuery(code, { status: 'held', limit: 1 }));
  const [held] = data?.items ?? [];
  if (data === undefined || held === undefined) return null;
  return (
    <Alert
      tone="attention"
      title={frenchCount(data.total, 'import attend votre décision', 'imports attendent votre décision')}
    >
      <p>Chacun de vos choix ici lui est appliqué aussitôt : ce qu’il changerait est recalculé.</p>
      <Link to={importAddress(code, held.id)}>Voir l’import {held.fileName}</Link>
    </Alert>
  );
}

function NoMatch({ filters }: { readonly filters: MatchFilters }): ReactNode {
  const { code } = useCampus();
  const said = useSaid();
  const isFiltered = matchParameters(filters).size > 0;
  return isFiltered ? (
    <Empty title="Rien ne correspond à ces filtres." />
  ) : (
    <Empty title="Aucun fichier n’a encore été importé.">
      <p>Après le premier import, vous verrez ici qui a été reconnu, et qui ne l’a pas été.</p>
      <Link className="button" to={campusAddress(code, 'importer')}>
        {said('Importer un fichier d’EDT')}
      </Link>
    </Empty>
  );
}
