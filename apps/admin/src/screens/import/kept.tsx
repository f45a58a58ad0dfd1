import { frenchCount, type ImportReport } from '@timetable/contracts';
import type { ReactNode } from 'react';

/** What the file says otherwise and the import leaves alone. */
export function Kept({ report: { kept } }: { readonly report: ImportReport }): ReactNode {
  const { past, editedByHand, sessions, unread } = kept;
  if (past + editedByHand + unread.length === 0) return null;
  return (
    <section aria-labelledby="kept" className="stack">
      <h2 id="kept">Laissé tel quel</h2>
      <ul>
        {past > 0 && (
          <li>{frenchCount(past, 'séance passée ou imminente', 'séances passées ou imminentes')}</li>
        )}
        {editedByHand > 0 && (
          <li>
            {frenchCount(
              editedByHand,
              'séance modifiée à la main dans l’ENT',
              'séances modifiées à la main dans l’ENT',
            )}
          </li>
        )}
        {unread.map(({ kind, sentence }) => (
          <li key={kind}>{sentence}</li>
        ))}
      </ul>
      {sessions.length > 0 && (
        <details>
          <summary>Séances modifiées à la main</summary>
          <ul>
            {sessions.map(({ id, label, isInFile }) => (
              <li key={id}>
                {label} <span className="muted">({isInFile ? 'différente' : 'absente'} dans le fichier)</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
