import {
  capitalised,
  DECISION_LABELS,
  isIntegrated,
  NOTHING_WRITTEN,
  UP_TO_DATE,
  type ImportReport,
} from '@timetable/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { importAddress } from '../../frame/addresses.js';
import { Alert } from '../../parts/alert.js';
import type { Tone } from '../../parts/tone.js';
import { useSchoolTime } from '../../text/use-school-time.js';

interface ImportOutcomeAlertProps {
  readonly report: ImportReport;
  /** What was answered to the upload that the reader comes from. */
  readonly accepted: string | undefined;
}

/** First on the page: what happened, whether the ENT has changed, and who must act. */
export function ImportOutcomeAlert({ report, accepted }: ImportOutcomeAlertProps): ReactNode {
  const { message, nextStep, supersededBy, campus, queuePosition } = report;
  const lastWord = lastWordOn(report);
  return (
    <Alert tone={toneOf(report)} title={titleOf(report)}>
      {message !== null && lastWord === undefined && <p>{message}</p>}
      {accepted !== undefined && toneOf(report) === 'running' && <p>{accepted}</p>}
      {lastWord !== undefined && <LastWord decision={lastWord} />}
      {queuePosition !== null && queuePosition > 0 && (
        <p>
          {queuePosition === 1
            ? 'Un autre import passe avant celui-ci.'
            : `${queuePosition} autres imports passent avant celui-ci.`}
        </p>
      )}
      <p>{nextStep}</p>
      {supersededBy !== null && (
        <Link to={importAddress(campus, supersededBy)}>Voir l’import qui l’a remplacé</Link>
      )}
    </Alert>
  );
}

type Decision = ImportReport['decisions'][number];

/** The decision that ended it. */
const lastWordOn = ({ status, decisions }: ImportReport): Decision | undefined =>
  status === 'refused' || status === 'cancelled' ? decisions.at(-1) : undefined;

function LastWord({ decision: last }: { readonly decision: Decision }): ReactNode {
  const time = useSchoolTime();
  return (
    <p>
      {capitalised(DECISION_LABELS[last.decision])} par {last.by}, {time.full(last.at)}.
      {last.reason !== null && last.reason !== '' && ` Motif : « ${last.reason} »`}
    </p>
  );
}

/** First of all, whether the ENT has changed. */
function titleOf({ status, statusLabel, written }: ImportReport): string {
  if (isIntegrated(status)) return UP_TO_DATE;
  return written === false ? NOTHING_WRITTEN : statusLabel;
}

function toneOf({ status, nextActor }: ImportReport): Tone {
  if (status === 'rejected' || status === 'interrupted') return 'blocked';
  if (nextActor !== 'nobody') return 'attention';
  if (status === 'received' || status === 'running') return 'running';
  return isIntegrated(status) ? 'success' : 'neutral';
}
