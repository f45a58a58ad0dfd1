import { useQuery } from '@tanstack/react-query';
import { frenchCount, isLikelyMatch, type Match } from '@timetable/contracts';
import { ListChecks } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { useLockReason } from '../../live/use-lock-reason.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/failure.js';
import { choosableQuery } from './match-queries.js';
import { useMatchDecisions } from './use-match-decision.js';

/** Those of which nobody doubts, decided together: each is shown, and may be left out. */
export function SureMatches({ kind }: { readonly kind: Match['kind'] | undefined }): ReactNode {
  const { code } = useCampus();
  const { data } = useQuery(choosableQuery(code, kind));
  const lock = useLockReason();
  const [isAsked, setIsAsked] = useState(false);
  const sure = data?.items.filter(isLikelyMatch) ?? [];
  if (sure.length === 0) return null;
  return (
    <>
      <Button
        icon={ListChecks}
        disabledReason={lock}
        onClick={() => {
          setIsAsked(true);
        }}
      >
        {frenchCount(sure.length, 'rapprochement sûr', 'rapprochements sûrs')}…
      </Button>
      {isAsked && (
        <SureDialog
          matches={sure}
          onClose={() => {
            setIsAsked(false);
          }}
        />
      )}
    </>
  );
}

interface SureDialogProps {
  readonly matches: readonly Match[];
  readonly onClose: () => void;
}

function SureDialog({ matches, onClose }: SureDialogProps): ReactNode {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { mutate, isPending, error } = useMatchDecisions(onClose);
  const idOf = ({ kind, key }: Match): string => `${kind}/${key}`;
  const chosen = matches.filter((match) => !left.has(idOf(match)));
  const reason = chosen.length === 0 ? 'Cochez au moins une ligne' : undefined;
  return (
    <Dialog title="Rapprochements sûrs" onClose={onClose}>
      <p>Pour chacun, l’ENT n’a qu’une réponse possible. Décochez ceux dont vous doutez.</p>
      {error !== null && <Failure error={error} role="alert" />}
      <ul className="sure">
        {matches.map((match) => (
          <li key={idOf(match)}>
            <label>
              <input
                type="checkbox"
                checked={!left.has(idOf(match))}
                onChange={({ target }) => {
                  setLeft((before) => {
                    const after = new Set(before);
                    if (target.checked) after.delete(idOf(match));
                    else after.add(idOf(match));
                    return after;
                  });
                }}
              />
              <span>
                <strong>{match.label}</strong> est{' '}
                <strong>
                  {[match.candidates[0]?.name, ...(match.candidates[0]?.details ?? [])].join(', ')}
                </strong>
                <span className="small muted details">{match.reason?.sentence}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button onClick={onClose}>Fermer</Button>
        <Button
          look="primary"
          disabledReason={isPending ? 'Enregistrement en cours' : reason}
          onClick={() => {
            mutate(chosen);
          }}
        >
          Confirmer {frenchCount(chosen.length, 'rapprochement', 'rapprochements')}
        </Button>
      </div>
    </Dialog>
  );
}
