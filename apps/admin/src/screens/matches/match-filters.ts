import type { Match } from '@timetable/contracts';

/** Which matches are shown, as the address says it; what is undefined or empty does not restrict. */
export interface MatchFilters {
  readonly kind: Match['kind'] | undefined;
  readonly state: Match['state'] | undefined;
  readonly text: string;
}

const NAMES = { kind: 'type', state: 'etat', text: 'recherche' } as const satisfies Readonly<
  Record<keyof MatchFilters, string>
>;

const KIND_NAMES: Readonly<Record<Match['kind'], string>> = {
  class: 'classes',
  teacher: 'enseignants',
  group: 'groupes',
  pupil: 'eleves',
};
const STATE_NAMES: Readonly<Record<Match['state'], string>> = {
  ambiguous: 'a-choisir',
  unmatched: 'inconnus',
  decided: 'decides',
  matched: 'reconnus',
};

/** In the order of the tabs. */
export const MATCH_TABS = ['class', 'teacher', 'group', 'pupil'] as const satisfies readonly Match['kind'][];
/** What waits for somebody first. */
export const MATCH_STATE_ORDER = [
  'ambiguous',
  'unmatched',
  'decided',
  'matched',
] as const satisfies readonly Match['state'][];

export const matchFiltersOf = (parameters: URLSearchParams): MatchFilters => ({
  kind: MATCH_TABS.find((kind) => KIND_NAMES[kind] === parameters.get(NAMES.kind)),
  state: MATCH_STATE_ORDER.find((state) => STATE_NAMES[state] === parameters.get(NAMES.state)),
  text: parameters.get(NAMES.text) ?? '',
});

export function matchParameters({ kind, state, text }: MatchFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  if (kind !== undefined) parameters.set(NAMES.kind, KIND_NAMES[kind]);
  if (state !== undefined) parameters.set(NAMES.state, STATE_NAMES[state]);
  if (text !== '') parameters.set(NAMES.text, text);
  return parameters;
}
