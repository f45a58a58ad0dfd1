import type { Match } from '@timetable/contracts';
import { RotateCcw, UserX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLockReason } from '../../live/use-lock-reason.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { candidateDetails } from './candidate-details.js';
import { CandidateLine } from './candidate-line.js';
import { DirectoryFinder, isListed } from './directory-finder.js';
import { NOBODY_LABELS } from './match-words.js';
import { useMatchDecision } from './use-match-decision.js';

interface MatchChooserProps {
  readonly match: Match;
  readonly onDecided: () => void;
}

/** Who is meant: one of the candidates, somebody else of the directory, nobody, or whoever imports find. */
export function MatchChooser({ match, onDecided }: MatchChooserProps): ReactNode {
  const { mutate, isPending, error } = useMatchDecision();
  const lock = useLockReason();
  const disabledReason = isPending ? 'Enregistrement en cours' : lock;
  const decide = (targetId: string | null | undefined): void => {
    mutate({ match, targetId }, { onSuccess: onDecided });
  };
  const { target, candidates, state, reason } = match;
  const others = candidates.filter(({ id }) => id !== target?.id);
  return (
    <div className="stack match-choice">
      {reason !== null && <p className="small">{reason.sentence}</p>}
      {error !== null && <Failure error={error} role="alert" />}
      {others.length > 0 && (
        <ul className="candidates">
          {others.map((candidate) => (
            <CandidateLine
              key={candidate.id}
              name={candidate.name}
              details={candidateDetails(candidate, candidates)}
              look={state === 'ambiguous' ? 'primary' : undefined}
              disabledReason={disabledReason}
              onChoose={() => {
                decide(candidate.id);
              }}
            />
          ))}
        </ul>
      )}
      {isListed(match.kind) && (
        <DirectoryFinder kind={match.kind} onChoose={decide} disabledReason={disabledReason} />
      )}
      <div className="row">
        {!(state === 'decided' && target === null) && (
          <Button
            icon={UserX}
            disabledReason={disabledReason}
            onClick={() => {
              decide(null);
            }}
          >
            {NOBODY_LABELS[match.kind]}
          </Button>
        )}
        {state === 'decided' && (
          <Button
            icon={RotateCcw}
            disabledReason={disabledReason}
            onClick={() => {
              decide(undefined);
            }}
          >
            Revenir à l’automatique
          </Button>
        )}
      </div>
    </div>
  );
}
