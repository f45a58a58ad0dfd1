import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Page } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Failure } from './failure.js';
import { Loading } from './loading.js';
import { Pager } from './pager.js';

interface PagedListProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  /** What is said where there is none. */
  readonly empty: ReactNode;
  /** Shows the rows that have been read. */
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A list that comes by pages, in all its states: read, refused, empty, and with more to show. */
export function PagedList<Row>({ query, empty, children }: PagedListProps<Row>): ReactNode {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const rows = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {rows === undefined && error === null && <Loading what="la liste" lines={8} />}
      {rows?.length === 0 && empty}
      {rows !== undefined && rows.length > 0 && (
        <>
          {children(rows)}
          <Pager
            shown={rows.length}
            total={data?.pages[0]?.total ?? 0}
            hasMore={hasNextPage}
            isLoading={isFetchingNextPage}
            onMore={() => void fetchNextPage()}
          />
        </>
      )}
    </>
  );
}
