import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { configQuery } from '../../api/config-query.js';
import { ConsolePage } from '../../frame/console-page.js';
import { LiveFleet } from '../../live/live-campus.js';
import { Choice } from '../../parts/choice.js';
import { Empty } from '../../parts/empty.js';
import { SearchField } from '../../parts/search-field.js';
import { PagedList } from '../../parts/paged-list.js';
import {
  FLEET_BLOCKS,
  FLEET_ORDERS,
  fleetFiltersOf,
  fleetParameters,
  type FleetFilters,
} from './fleet-filters.js';
import { fleetQuery } from './fleet-queries.js';
import { FleetTable } from './fleet-table.js';
import { InterruptedImports } from './interrupted-imports.js';
import { PartHealth } from './part-health.js';
import { StaffAccounts } from './staff-accounts.js';
import { workflowsAddress } from '../../api/temporal-address.js';
import './fleet.css';

/** Every campus, what is stuck and what is silent; for operators. */
export function FleetScreen(): ReactNode {
  const running = workflowsAddress(useQuery(configQuery).data);
  return (
    <ConsolePage
      title="Parc"
      actions={
        running !== undefined && (
          <a className="button" href={running} target="_blank" rel="noreferrer">
            <ExternalLink size={18} aria-hidden />
            Ce qui tourne dans Temporal
          </a>
        )
      }
    >
      <LiveFleet />
      <InterruptedImports />
      <Campuses />
      <PartHealth />
      <StaffAccounts />
    </ConsolePage>
  );
}

function Campuses(): ReactNode {
  const [parameters, setParameters] = useSearchParams();
  const filters = fleetFiltersOf(parameters);
  const query = useInfiniteQuery(fleetQuery(filters));
  return (
    <section aria-labelledby="campuses" className="stack">
      <h2 id="campuses">Cités scolaires</h2>
      <FleetFilterBar
        filters={filters}
        onChange={(changed) => {
          setParameters(fleetParameters(changed), { replace: true, preventScrollReset: true });
        }}
      />
      <PagedList
        query={query}
        empty={
          <Empty
            title={
              fleetParameters(filters).size > 0
                ? 'Aucune cité scolaire ne correspond à ces filtres.'
                : 'Aucune cité scolaire n’est déclarée.'
            }
          />
        }
      >
        {(rows) => <FleetTable rows={rows} />}
      </PagedList>
    </section>
  );
}

interface FleetFilterBarProps {
  readonly filters: FleetFilters;
  readonly onChange: (filters: FleetFilters) => void;
}

const FleetFilterBar = ({ filters, onChange }: FleetFilterBarProps): ReactNode => (
  <form role="search" aria-label="Filtrer les cités scolaires" className="fleet-filters screen-only">
    <SearchField
      label="Nom, code ou UAI"
      text={filters.text}
      onText={(text) => {
        onChange({ ...filters, text });
      }}
    />
    <Choice
      label="Ce qui bloque"
      value={filters.block}
      options={[{ value: '', label: 'Indifférent' }, ...FLEET_BLOCKS]}
      onChoose={(block) => {
        onChange({ ...filters, block });
      }}
    />
    <Choice
      label="Trier par"
      value={filters.sort}
      options={FLEET_ORDERS}
      onChoose={(sort) => {
        onChange({ ...filters, sort });
      }}
    />
  </form>
);
