import type { Page } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Failure } from './failure.js';
import './found-choice.css';
import { SearchField } from './search-field.js';

interface FoundChoiceProps<Item> {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  /** What the form sends the choice as. */
  readonly name: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What a search found, as far as it is shown; undefined: not yet. */
  readonly found: Page<Item> | undefined;
  readonly searchError: Error | null;
  readonly onRetry: () => void;
  /** Names the list of what was found, for who does not see it. */
  readonly listName: string;
  /** Says that nothing was found, and how many more there are than are shown. */
  readonly nothingFound: string;
  readonly moreFound: (total: number) => string;
  readonly keyOf: (item: Item) => string;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
  /** Shown, and not to be chosen. */
  readonly isTaken?: (item: Item) => boolean;
  readonly children: (item: Item) => ReactNode;
}

/** One of more than a list can hold: searched by its name, and chosen among what was found. */
export function FoundChoice<Item>({
  found,
  keyOf,
  isTaken = () => false,
  children,
  ...choice
}: FoundChoiceProps<Item>): ReactNode {
  const { label, hint, error, name, text, listName, chosen, searchError } = choice;
  return (
    <>
      <SearchField label={label} hint={hint} error={error} text={text} onText={choice.onText} />
      {searchError !== null && <Failure error={searchError} onRetry={choice.onRetry} />}
      {/* Of its own: a dialog that is open keeps the page's from being heard. */}
      <div role="status" className="small muted">
        {found?.total === 0 && choice.nothingFound}
        {found !== undefined && found.total > found.items.length && choice.moreFound(found.total)}
      </div>
      {found !== undefined && found.items.length > 0 && (
        <fieldset className="found">
          <legend className="unseen">{listName}</legend>
          {found.items.map((item) => (
            <label key={keyOf(item)} className="choice">
              <input
                type="radio"
                name={name}
                value={keyOf(item)}
                checked={chosen === keyOf(item)}
                disabled={isTaken(item)}
                onChange={() => {
                  choice.onChoose(keyOf(item));
                }}
              />
              <span>{children(item)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
