import type { Match } from '@timetable/contracts';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { MatchLine } from './match-line.js';

const LINE = '[data-match-line]';
const SEARCH = '.directory-search input';
/** What is chosen with Enter once a line is opened. */
const CHOICE = '.open .match-choice button';

/** ↓ and ↑ go from line to line, Enter opens one and goes to its choices, `/` to the search of the directory. */
export function MatchList({ matches }: { readonly matches: readonly Match[] }): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [opened, setOpened] = useState<string>();
  const lines = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>(LINE) ?? [])];
  const focusSoon = (find: () => HTMLElement | null | undefined): void => {
    // Once what was opened, or read again, is there.
    requestAnimationFrame(() => find()?.focus());
  };
  const keyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const isTyping = event.target instanceof HTMLInputElement;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const here = lines().findIndex((line) =>
      line.closest('li')?.contains(event.target instanceof Node ? event.target : null),
    );
    if (step !== 0) {
      event.preventDefault();
      lines()[here + step]?.focus();
    } else if (event.key === '/' && !isTyping) {
      const key = matches[here];
      if (key === undefined) return;
      event.preventDefault();
      setOpened(idOf(key));
      focusSoon(() => list.current?.querySelector<HTMLElement>(SEARCH));
    } else if (event.key === 'Escape' && opened !== undefined) {
      setOpened(undefined);
      lines()[here]?.focus();
    }
  };
  return (
    <ul className="matches" ref={list} onKeyDown={keyDown}>
      {matches.map((match, index) => (
        <MatchLine
          key={idOf(match)}
          match={match}
          isOpen={opened === idOf(match)}
          onToggle={() => {
            const isOpened = opened === idOf(match);
            setOpened(isOpened ? undefined : idOf(match));
            if (!isOpened) focusSoon(() => list.current?.querySelector<HTMLElement>(CHOICE));
          }}
          onDecided={() => {
            setOpened(undefined);
            focusSoon(() => lines()[Math.min(index, lines().length - 1)]);
          }}
        />
      ))}
    </ul>
  );
}

const idOf = ({ kind, key }: Match): string => `${kind}/${key}`;
