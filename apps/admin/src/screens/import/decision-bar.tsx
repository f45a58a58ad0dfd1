import type { ImportReport } from '@timetable/contracts';
import { Ban, Check, CircleStop, RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../../parts/button.js';
import { useRight } from '../../session/session-context.js';
import { DecisionDialog } from './decision-dialog.js';
import type { AskedDecision } from './decision-words.js';

/** What the reader may decide about this import, always in reach at the bottom of the window. */
export function DecisionBar({ report }: { readonly report: ImportReport }): ReactNode {
  const [asked, setAsked] = useState<AskedDecision>();
  return (
    <>
      <Choices report={report} onAsk={setAsked} />
      {/* It stays when somebody else decides meanwhile, to say so. */}
      {asked !== undefined && (
        <DecisionDialog
          kind={asked}
          report={report}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

interface ChoicesProps {
  readonly report: ImportReport;
  readonly onAsk: (kind: AskedDecision) => void;
}

function Choices({ report: { status, planHash }, onAsk }: ChoicesProps): ReactNode {
  const mayManage = useRight('manage');
  const mayOperate = useRight('operate');
  const isMoving = status === 'received' || status === 'running';
  const mayRetry = status === 'interrupted' && mayOperate;
  if (!mayManage || !(status === 'held' || isMoving || mayRetry)) return null;
  return (
    <div className="decision-bar screen-only">
      {status === 'held' && (
        <>
          <p className="small">
            Sans décision, rien n’est modifié, et un fichier plus récent remplacera celui-ci.
          </p>
          <Button
            icon={Ban}
            look="destructive"
            onClick={() => {
              onAsk('refuse');
            }}
          >
            Écarter
          </Button>
          <Button
            icon={Check}
            look="primary"
            disabledReason={planHash === null ? 'Le plan est en cours de calcul' : undefined}
            onClick={() => {
              onAsk('approve');
            }}
          >
            Intégrer ce plan
          </Button>
        </>
      )}
      {isMoving && (
        <Button
          icon={CircleStop}
          look="destructive"
          onClick={() => {
            onAsk('cancel');
          }}
        >
          Annuler l’import
        </Button>
      )}
      {mayRetry && (
        <Button
          icon={RotateCw}
          look="primary"
          onClick={() => {
            onAsk('retry');
          }}
        >
          Relancer l’import
        </Button>
      )}
    </div>
  );
}
