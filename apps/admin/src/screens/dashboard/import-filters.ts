import type { ImportFilters } from '../../api/import-queries.js';

const LIST_SEPARATOR = ',';

/** In the address bar, in French: the page can be sent in a mail. */
const NAMES = {
  status: 'statut',
  origin: 'origine',
  establishment: 'etablissement',
  from: 'du',
  to: 'au',
} as const satisfies Readonly<Record<keyof ImportFilters, string>>;

export const filtersOf = (parameters: URLSearchParams): ImportFilters => ({
  status: (parameters.get(NAMES.status) ?? '').split(LIST_SEPARATOR).filter((status) => status !== ''),
  origin: parameters.get(NAMES.origin) ?? '',
  establishment: parameters.get(NAMES.establishment) ?? '',
  from: parameters.get(NAMES.from) ?? '',
  to: parameters.get(NAMES.to) ?? '',
});

/** Without what filters nothing: the address of the whole list has no parameter. */
export function filterParameters(filters: ImportFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string): void => {
    if (value !== '') parameters.set(name, value);
  };
  set(NAMES.status, filters.status.join(LIST_SEPARATOR));
  set(NAMES.origin, filters.origin);
  set(NAMES.establishment, filters.establishment);
  set(NAMES.from, filters.from);
  set(NAMES.to, filters.to);
  return parameters;
}

export const isFiltered = (filters: ImportFilters): boolean => filterParameters(filters).size > 0;
