/** Which campuses are shown and in which order, as the address says it; what is empty does not restrict. */
export interface FleetFilters {
  readonly text: string;
  /** One of FLEET_BLOCKS. */
  readonly block: string;
  /** What the API sorts by; empty: by name. */
  readonly sort: string;
}

/** A shorter silence is worth no word. */
export const SILENT_FROM_DAYS = 7;

/** What may keep a campus from being up to date, with what the API is asked for it. */
export const FLEET_BLOCKS = [
  { value: 'interrompus', label: 'Import interrompu', query: { status: 'interrupted' } },
  { value: 'decision', label: 'En attente d’une décision', query: { status: 'held' } },
  { value: 'file', label: 'Fichiers qui attendent leur tour', query: { status: 'received' } },
  { value: 'en-cours', label: 'Import en cours', query: { status: 'running' } },
  { value: 'rejet', label: 'Fichier refusé', query: { status: 'rejected' } },
  { value: 'exploitant', label: 'À l’exploitant d’agir', query: { nextActor: 'operator' } },
  {
    value: 'silence-7',
    label: `Aucun dépôt depuis ${SILENT_FROM_DAYS} jours d’école`,
    query: { silentDays: SILENT_FROM_DAYS },
  },
  { value: 'silence-14', label: 'Aucun dépôt depuis 14 jours d’école', query: { silentDays: 14 } },
  { value: 'silence-30', label: 'Aucun dépôt depuis 30 jours d’école', query: { silentDays: 30 } },
] as const;

export const FLEET_ORDERS = [
  { value: '', label: 'Nom', query: 'name' },
  { value: 'code', label: 'Code', query: 'code' },
  { value: 'attente', label: 'Plus longue attente', query: 'wait' },
  { value: 'silence', label: 'Plus long silence', query: 'silence' },
] as const;

const NAMES = { text: 'recherche', block: 'bloque', sort: 'tri' } as const satisfies Readonly<
  Record<keyof FleetFilters, string>
>;

export const fleetFiltersOf = (parameters: URLSearchParams): FleetFilters => ({
  text: parameters.get(NAMES.text) ?? '',
  block: FLEET_BLOCKS.find(({ value }) => value === parameters.get(NAMES.block))?.value ?? '',
  sort: FLEET_ORDERS.find(({ value }) => value === parameters.get(NAMES.sort))?.value ?? '',
});

export function fleetParameters({ text, block, sort }: FleetFilters): URLSearchParams {
  const parameters = new URLSearchParams();
  if (text !== '') parameters.set(NAMES.text, text);
  if (block !== '') parameters.set(NAMES.block, block);
  if (sort !== '') parameters.set(NAMES.sort, sort);
  return parameters;
}

/** What the API is asked. */
export const fleetRequest = ({
  text,
  block,
  sort,
}: FleetFilters): Readonly<Record<string, string | number>> => ({
  q: text.trim(),
  ...FLEET_BLOCKS.find(({ value }) => value === block)?.query,
  sort: FLEET_ORDERS.find(({ value }) => value === sort)?.query ?? 'name',
});
