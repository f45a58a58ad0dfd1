import type { ReactNode } from 'react';
import { Field } from './field.js';

interface SearchFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** French. */
  readonly error?: string | undefined;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Where a name is typed of which a list then shows what answers to it. The browser does not propose names typed before. */
export const SearchField = ({ text, onText, ...field }: SearchFieldProps): ReactNode => (
  <Field {...field}>
    {(tied) => (
      <input
        {...tied}
        type="search"
        autoComplete="off"
        value={text}
        onChange={({ target }) => {
          onText(target.value);
        }}
      />
    )}
  </Field>
);
