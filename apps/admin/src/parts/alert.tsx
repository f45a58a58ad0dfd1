import { CircleAlert, CircleCheck, Info, OctagonX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './tone.js';

const ICONS: Readonly<Record<Tone, LucideIcon>> = {
  success: CircleCheck,
  attention: CircleAlert,
  blocked: OctagonX,
  neutral: Info,
  running: Info,
};

interface AlertProps {
  readonly tone: Tone;
  /** What happened, in a few words. */
  readonly title: ReactNode;
  /** What it means, and what to do. */
  readonly children?: ReactNode;
  /** `alert` interrupts a screen reader: only for the answer to what the person has just done. */
  readonly role?: 'alert';
}

/** A sentence that must not be missed, with its title. */
export function Alert({ tone, title, children, role }: AlertProps): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div className={`alert tone-${tone}`} role={role}>
      <Icon size={20} aria-hidden />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
