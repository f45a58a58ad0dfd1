import type { Match } from '@timetable/contracts';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { Badge } from '../../parts/badge.js';
import { useNow } from '../../parts/use-now.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { MatchChooser } from './match-chooser.js';
import { MATCH_STATE_LOOKS, NOBODY_LABELS, worthOf } from './match-words.js';

interface MatchLineProps {
  readonly match: Match;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onDecided: () => void;
}

/** One row of the files: what they say, who it is, and once it is opened, the choice. */
export function MatchLine({ match, isOpen, onToggle, onDecided }: MatchLineProps): ReactNode {
  const id = useId();
  const { label, tone, icon } = MATCH_STATE_LOOKS[match.state];
  const worth = worthOf(match);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className={isOpen ? 'match open' : 'match'}>
      <button
        type="button"
        className="plain match-line"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        data-match-line
        onClick={onToggle}
      >
        <Chevron size={18} aria-hidden />
        <span className="match-name">
          <strong>{match.label}</strong>
          {worth !== '' && <span className="small muted details">{worth}</span>}
        </span>
        <span className="match-target small">
          <Outcome match={match} />
        </span>
        <Badge tone={tone} icon={icon}>
          {label}
        </Badge>
      </button>
      {isOpen && (
        <div id={id}>
          <MatchChooser match={match} onDecided={onDecided} />
        </div>
      )}
    </li>
  );
}

function Outcome({
  match: { kind, state, target, decidedBy, decidedAt },
}: {
  readonly match: Match;
}): ReactNode {
  const time = useSchoolTime();
  const now = useNow();
  if (state === 'ambiguous' || state === 'unmatched') return null;
  return (
    <>
      {target === null ? NOBODY_LABELS[kind] : [target.name, ...target.details.slice(0, 1)].join(' · ')}
      {decidedBy !== null && decidedAt !== null && (
        <span className="muted details">
          par {decidedBy}, {time.day(decidedAt, now)}
        </span>
      )}
    </>
  );
}
