import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './tone.js';

interface BadgeProps {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  /** The word. */
  readonly children: ReactNode;
}

/** A status: a colour, a word and an icon, each of which is enough. */
export function Badge({ tone, icon: Icon, children }: BadgeProps): ReactNode {
  return (
    <span className={`badge tone-${tone}`}>
      <Icon size={16} aria-hidden className={tone === 'running' ? 'spin' : undefined} />
      {children}
    </span>
  );
}
