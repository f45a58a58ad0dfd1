import type { DirectoryPreviewView } from '@timetable/contracts';
import type { ReactNode } from 'react';

type Examples = NonNullable<DirectoryPreviewView['kinds']['pupils']>['examples'];

const SORTS = [
  ['created', 'À ajouter'],
  ['changed', 'À modifier'],
  ['gone', 'À retirer'],
] as const satisfies readonly (readonly [keyof Examples, string])[];

interface DirectoryExamplesProps {
  readonly heading: string;
  readonly examples: Examples;
}

/** The first ones of a list that a file adds, changes and takes away, folded. */
export function DirectoryExamples({ heading, examples }: DirectoryExamplesProps): ReactNode {
  const shown = SORTS.filter(([sort]) => examples[sort].length > 0);
  if (shown.length === 0) return undefined;
  return (
    <details>
      <summary>{heading} : voir des exemples</summary>
      {shown.map(([sort, word]) => (
        <div key={sort}>
          <h4>{word}</h4>
          <ul>
            {examples[sort].map(({ label, changes }) => (
              <li key={label}>
                {label}
                {changes.map(({ field, label: name, before, after }) => (
                  <span key={field} className="muted">
                    {' '}
                    · {name} : {before ?? '–'} → {after ?? '–'}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
