import { IMPORT_STATUS_LABELS } from '@timetable/contracts';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportFilters } from '../../api/import-queries.js';
import { useCampus } from '../../frame/campus-context.js';
import { useSaid, type Said } from '../../frame/use-said.js';
import { Button } from '../../parts/button.js';
import { Choice, optionsOf } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { filtersOf, isFiltered } from './import-filters.js';

const STATUSES = [
  { value: '', label: 'Tous' },
  ...Object.entries(IMPORT_STATUS_LABELS).map(([value, label]) => ({ value, label })),
];
const originsOf = (said: Said) => [
  { value: '', label: 'Oui ou non' },
  { value: 'automatic', label: said('Oui : envoyé par EDT') },
  { value: 'manual', label: 'Non : importé à la main' },
];
const ANY_ESTABLISHMENT = [
  { value: '', label: 'Indifférent' },
  { value: 'Tous', label: 'Fichiers pour tous' },
];

interface FilterBarProps {
  readonly filters: ImportFilters;
  readonly onChange: (filters: ImportFilters) => void;
}

/** Which imports are shown; each choice is applied at once. */
export function FilterBar({ filters, onChange }: FilterBarProps): ReactNode {
  const { establishments } = useCampus();
  const said = useSaid();
  const set = (changed: Partial<ImportFilters>): void => {
    onChange({ ...filters, ...changed });
  };
  return (
    <form role="search" aria-label="Filtrer les imports" className="filters screen-only">
      <Choice
        label="Statut"
        value={filters.status.join(',')}
        options={STATUSES}
        onChoose={(status) => {
          set({ status: status === '' ? [] : status.split(',') });
        }}
      />
      <Choice
        label="Automatique"
        value={filters.origin}
        options={originsOf(said)}
        onChoose={(origin) => {
          set({ origin });
        }}
      />
      {establishments.length > 1 && (
        <Choice
          label="Établissement"
          value={filters.establishment}
          options={[...ANY_ESTABLISHMENT, ...optionsOf(establishments)]}
          onChoose={(establishment) => {
            set({ establishment });
          }}
        />
      )}
      <Field label="Du">
        {(tied) => (
          <input
            {...tied}
            type="date"
            value={filters.from}
            onChange={({ target }) => {
              set({ from: target.value });
            }}
          />
        )}
      </Field>
      <Field label="Au">
        {(tied) => (
          <input
            {...tied}
            type="date"
            value={filters.to}
            onChange={({ target }) => {
              set({ to: target.value });
            }}
          />
        )}
      </Field>
      {isFiltered(filters) && (
        <Button
          icon={X}
          onClick={() => {
            onChange(filtersOf(new URLSearchParams()));
          }}
        >
          Tout afficher
        </Button>
      )}
    </form>
  );
}
