import { useQuery } from '@tanstack/react-query';
import type { Closure, Grid, Session } from '@timetable/contracts';
import { useSearchParams } from 'react-router';
import { useCampus } from '../../frame/campus-context.js';
import { useNow } from '../../parts/use-now.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { closuresQuery } from '../../api/closures-query.js';
import {
  choicesQuery,
  choiceValue,
  gridQuery,
  placeOf,
  sessionsQuery,
  type NamedChoice,
} from './timetable-queries.js';
import { timetableViewOf, type TimetableView } from './timetable-view.js';
import { weekShown } from './timetable-week.js';

/** What the page shows, as far as it has come; undefined: not yet. */
interface Timetable {
  /** The address, with what it leaves open chosen. */
  readonly view: TimetableView;
  /** In the school's zone. */
  readonly today: string;
  readonly choices: readonly NamedChoice[] | undefined;
  readonly chosen: NamedChoice | undefined;
  readonly grid: Grid | undefined;
  readonly closures: readonly Closure[];
  readonly sessions: readonly Session[] | undefined;
  /** Those of the week or person before. */
  readonly isStale: boolean;
  readonly failure: { readonly error: Error; readonly retry: () => void } | undefined;
}

/** Reads what the address asks for. */
export function useTimetable(): Timetable {
  const { code, establishments } = useCampus();
  const asked = timetableViewOf(useSearchParams()[0]);
  const today = useSchoolTime().date(useNow().toISOString());
  const establishment = asked.establishment === '' ? (establishments[0]?.code ?? '') : asked.establishment;
  const place = placeOf(code, establishment);
  const grid = useQuery(gridQuery(place));
  const schoolYear = grid.data?.schoolYear ?? '';
  const closures = useQuery({
    ...closuresQuery({ campus: code, establishment, schoolYear }),
    enabled: schoolYear !== '',
  });
  const choices = useQuery(choicesQuery(place, asked.kind));
  const all = choices.data ?? [];
  const [first] = all;
  const name = asked.name === '' && first !== undefined ? choiceValue(first, all) : asked.name;
  const chosen = all.find((each) => choiceValue(each, all) === name);
  const week = grid.data === undefined ? asked.week : weekShown(asked.week, today, grid.data.weeks);
  // Named in the address, and asked for by the id where there is one.
  const of = choices.data === undefined ? '' : (chosen?.id ?? name);
  const sessions = useQuery(sessionsQuery({ place, kind: asked.kind, of, week }));
  return {
    view: { establishment, kind: asked.kind, name, week },
    ...{ today, choices: choices.data, chosen, grid: grid.data },
    closures: closures.data?.value.closures ?? [],
    sessions: of === '' ? undefined : sessions.data,
    isStale: sessions.isPlaceholderData,
    failure: failureOf([grid, choices, closures, sessions]),
  };
}

interface AskedQuery {
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

function failureOf(queries: readonly AskedQuery[]): Timetable['failure'] {
  const [failure] = queries.flatMap(({ error, refetch }) =>
    error === null ? [] : [{ error, retry: () => void refetch() }],
  );
  return failure;
}
