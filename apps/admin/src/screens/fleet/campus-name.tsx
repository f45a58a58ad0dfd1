import type { ReactNode } from 'react';

export interface NamedCampus {
  readonly code: string;
  readonly name: string;
}

interface CampusNameProps extends NamedCampus {
  /** Those that are shown with it. */
  readonly among: readonly NamedCampus[];
}

/** What people call a campus; its code only beside another of the same name. */
export const CampusName = ({ code, name, among }: CampusNameProps): ReactNode => (
  <>
    {name}
    {among.some((other) => other.name === name && other.code !== code) && (
      <span className="small muted details">{code}</span>
    )}
  </>
);
