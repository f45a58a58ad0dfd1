import type { ReactNode } from 'react';

interface EmptyProps {
  /** « Aucun import ne correspond à ces filtres. » */
  readonly title: string;
  /** What to do first, with its button. */
  readonly children?: ReactNode;
}

/** In place of a list that has nothing. */
export function Empty({ title, children }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  );
}
