import { useEffect, useState, type ReactNode } from 'react';

/** What comes sooner needs no announcement. */
const PATIENCE_MS = 300;

interface LoadingProps {
  /** After « Chargement de »: « l’import », « la liste ». */
  readonly what: string;
  /** As many as the content will have, so that nothing jumps. */
  readonly lines?: number;
}

/** In place of what has not come yet; nothing at all while it may come at once. */
export function Loading({ what, lines = 5 }: LoadingProps): ReactNode {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsSlow(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div className="skeleton" aria-busy="true" style={{ minHeight: `${String(lines * 2.25)}rem` }}>
      {isSlow && (
        <>
          <p className="unseen">Chargement de {what}…</p>
          {Array.from({ length: lines }, (_, line) => (
            <span key={line} />
          ))}
        </>
      )}
    </div>
  );
}
