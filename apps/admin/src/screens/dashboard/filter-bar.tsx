import { IMPORT_STATUS_LABELS } from '@timetable/contracts';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportFilters } from '../../api/import-queries.js';
import { useCampus } from '../../frame/campus-context.js';
import { Button } from '../../parts/button.js';
import { Field } from '../../parts/field.js';
import { filtersOf, isFiltered } from './import-filters.js';

interface FilterBarProps {
  readonly filters: ImportFilters;
  readonly onChange: (filters: ImportFilters) => void;
}

/** Which imports are shown; each choice is applied at once. */
export function FilterBar({ filters, onChange }: FilterBarProps): ReactNode {
  const { establishments } = useCampus();
  const set = (changed: Partial<ImportFilters>): void => {
    onChange({ ...filters, ...changed });
  };
  return (
    <form role="search" aria-label="Filtrer les imports" className="filters screen-only">
      <Field label="Statut">
        {(tied) => (
          <select
            {...tied}
            value={filters.status.join(',')}
            onChange={({ target }) => {
              set({ status: target.value === '' ? [] : target.value.split(',') });
            }}
          >
            <option value="">Tous</option>
            {Object.entries(IMPORT_STATUS_LABELS).map(([status, label]) => (
              <option key={status} value={status}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Automatique">
        {(tied) => (
          <select
            {...tied}
            value={filters.origin}
            onChange={({ target }) => {
              set({ origin: target.value });
            }}
          >
            <option value="">Oui ou non</option>
            <option value="automatic">Oui : envoyé par EDT</option>
            <option value="manual">Non : importé à la main</option>
          </select>
        )}
      </Field>
      {establishments.length > 1 && (
        <Field label="Établissement">
          {(tied) => (
            <select
              {...tied}
              value={filters.establishment}
              onChange={({ target }) => {
                set({ establishment: target.value });
              }}
            >
              <option value="">Indifférent</option>
              <option value="Tous">Fichiers pour tous</option>
              {establishments.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
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
