import { frenchInteger, type MatchPage } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { matchParameters, MATCH_STATE_ORDER, MATCH_TABS, type MatchFilters } from './match-filters.js';
import { MATCH_STATE_LOOKS, MATCH_TAB_LABELS } from './match-words.js';

interface MatchTabsProps {
  readonly filters: MatchFilters;
  /** Undefined while they are read. */
  readonly page: MatchPage | undefined;
}

const searchOf = (filters: MatchFilters): string => `?${matchParameters(filters).toString()}`;

const waiting = (counts: MatchPage['counts'] | undefined): number =>
  (counts?.ambiguous ?? 0) + (counts?.unmatched ?? 0);

/** What is matched, with how many of each wait for somebody; below, where they are in it. */
export function MatchTabs({ filters, page }: MatchTabsProps): ReactNode {
  const byKind = page?.countsByKind;
  const all = MATCH_TABS.reduce((sum, kind) => sum + waiting(byKind?.[kind]), 0);
  return (
    <>
      <nav aria-label="Ce qui est rapproché" className="tabs">
        <Tab
          to={searchOf({ ...filters, kind: undefined })}
          isCurrent={filters.kind === undefined}
          count={all}
        >
          Tous
        </Tab>
        {MATCH_TABS.map((kind) => (
          <Tab
            key={kind}
            to={searchOf({ ...filters, kind })}
            isCurrent={filters.kind === kind}
            count={waiting(byKind?.[kind])}
          >
            {MATCH_TAB_LABELS[kind]}
          </Tab>
        ))}
      </nav>
      <nav aria-label="État" className="chips">
        <Chip to={searchOf({ ...filters, state: undefined })} isCurrent={filters.state === undefined}>
          Tous les états
        </Chip>
        {MATCH_STATE_ORDER.map((state) => (
          <Chip key={state} to={searchOf({ ...filters, state })} isCurrent={filters.state === state}>
            {MATCH_STATE_LOOKS[state].several} ({frenchInteger(page?.counts[state] ?? 0)})
          </Chip>
        ))}
      </nav>
    </>
  );
}

interface ChipProps {
  readonly to: string;
  readonly isCurrent: boolean;
  readonly children: ReactNode;
}

const Chip = ({ to, isCurrent, children }: ChipProps): ReactNode => (
  <Link to={to} aria-current={isCurrent ? 'page' : undefined} replace preventScrollReset>
    {children}
  </Link>
);

const Tab = ({ count, children, ...rest }: ChipProps & { readonly count: number }): ReactNode => (
  <Chip {...rest}>
    {children}
    {count > 0 && (
      <span className="badge tone-attention">
        {frenchInteger(count)} <span className="unseen">à traiter</span>
      </span>
    )}
  </Chip>
);
