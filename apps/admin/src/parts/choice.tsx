import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field.js';

/** What is sent or remembered, and what is read. */
export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps extends Omit<ComponentProps<'select'>, 'id' | 'children'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly options: readonly ChoiceOption[];
  readonly onChoose?: (value: string) => void;
}

/** One of a list, with its label; tied to a form by what a `select` takes, or to a state by `value` and `onChoose`. */
export function Choice({ label, hint, options, onChoose, ...select }: ChoiceProps): ReactNode {
  return (
    <Field label={label} hint={hint}>
      {(tied) => (
        <select
          {...select}
          {...tied}
          {...(onChoose !== undefined && {
            onChange: ({ target }) => {
              onChoose(target.value);
            },
          })}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Named {
  readonly code: string;
  readonly name: string;
}

/** Establishments to choose from, by their codes. */
export const optionsOf = (places: readonly Named[]): ChoiceOption[] =>
  places.map(({ code, name }) => ({ value: code, label: name }));
