import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changesInFrench, type DecisionAnswer, type ImportReport } from '@timetable/contracts';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { isApiRefusal } from '../../api/api-refusal.js';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import { useAnnounce } from '../../frame/announcer.js';
import { useSaid } from '../../frame/use-said.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Failure } from '../../parts/failure.js';
import { Field } from '../../parts/field.js';
import { DECISION_WORDS, type AskedDecision } from './decision-words.js';
import { PlanDifferences } from './plan-differences.js';

interface DecisionDialogProps {
  readonly kind: AskedDecision;
  readonly report: ImportReport;
  readonly onClose: () => void;
}

/** Asks once more, with the quantities, for a decision that is bound to the very plan that was read. */
export function DecisionDialog({ kind, report, onClose }: DecisionDialogProps): ReactNode {
  // As it was when the question was asked: what comes meanwhile must not be what is approved.
  const [read] = useState(report);
  const client = useQueryClient();
  const announce = useAnnounce();
  const said = useSaid();
  const { title, consequence, button, isDestructive } = DECISION_WORDS[kind];
  const decide = useMutation({
    mutationFn: (reason: string) =>
      request<DecisionAnswer>(apiUrl(`/imports/${read.id}/${kind}`), {
        method: 'POST',
        json: { ...(kind === 'approve' && { planHash: read.planHash }), ...(reason !== '' && { reason }) },
      }),
    onSuccess: ({ message }) => {
      announce(message);
      onClose();
    },
    // Refused too: somebody else has decided, or the plan has changed, and the page shows what is true by now.
    onSettled: () => client.invalidateQueries({ queryKey: [IMPORTS_KEY] }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget).get('reason');
    if (!decide.isPending) decide.mutate(typeof reason === 'string' ? reason.trim() : '');
  };
  const isOver = isApiRefusal(
    decide.error,
    'already_decided',
    'superseded',
    'plan_changed',
    'not_cancellable',
    'not_interrupted',
  );
  return (
    <Dialog title={title} onClose={onClose}>
      {decide.error !== null && <Failure error={decide.error} role="alert" />}
      {isApiRefusal(decide.error, 'plan_changed') && (
        <PlanDifferences read={read} now={decide.error.extra['counts']} />
      )}
      {isOver ? (
        <div className="actions">
          <Button look="primary" onClick={onClose}>
            Revoir la page à jour
          </Button>
        </div>
      ) : (
        <form onSubmit={submit}>
          <p>{said(consequence)}</p>
          {(kind === 'approve' || kind === 'refuse') && <Quantities report={read} />}
          <Field label="Motif (facultatif)" hint="Gardé avec la décision, et lu par vos collègues.">
            {(tied) => <textarea {...tied} name="reason" rows={2} maxLength={1000} />}
          </Field>
          <div className="actions">
            <Button onClick={onClose}>Revenir</Button>
            <Button
              type="submit"
              look={isDestructive ? 'destructive' : 'primary'}
              disabledReason={decide.isPending ? 'Envoi en cours' : undefined}
            >
              {button}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** What would really change: the rest is on the page. */
function Quantities({ report: { counts } }: { readonly report: ImportReport }): ReactNode {
  const changing = Object.fromEntries(
    Object.entries(counts).filter(([name, count]) => count > 0 && !name.endsWith('Unchanged')),
  );
  const lines = changesInFrench(changing, { isConditional: false });
  if (lines.length === 0) return <p>Aucun changement.</p>;
  return (
    <ul>
      {lines.map(({ kind, label, changes }) => (
        <li key={kind}>
          {label} : {changes.join(', ')}
        </li>
      ))}
    </ul>
  );
}
