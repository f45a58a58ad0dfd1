import { useQuery } from '@tanstack/react-query';
import type { ImportReport } from '@timetable/contracts';
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'react-router';
import { reportQuery } from '../../api/import-queries.js';
import { ConsolePage } from '../../frame/console-page.js';
import { FirstStepsStrip } from '../../first-use/first-steps-strip.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { ImportBadge } from '../../parts/import-badge.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { Changes } from './changes.js';
import { DecisionBar } from './decision-bar.js';
import { Decisions } from './decisions.js';
import { ImportFacts } from './import-facts.js';
import { ImportOutcomeAlert } from './import-outcome-alert.js';
import { Kept } from './kept.js';
import { LiveSteps } from './live-steps.js';
import { Problems } from './problems.js';
import { Thresholds } from './thresholds.js';
import { Unknown } from './unknown.js';
import './import.css';

/** What an import did, would do, or is doing; and the decision when it waits for one. */
export function ImportScreen(): ReactNode {
  const { importId = '' } = useParams();
  const { data: report, error, refetch } = useQuery(reportQuery(importId));
  if (report === undefined || report.id !== importId)
    return (
      <ConsolePage title="Import">
        {error === null ? (
          <Loading what="l’import" lines={12} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )}
      </ConsolePage>
    );
  return <KnownImport report={report} />;
}

function KnownImport({ report }: { readonly report: ImportReport }): ReactNode {
  const time = useSchoolTime();
  const mayDecide = useRight('manage');
  return (
    <ConsolePage
      title={titleOf(report, mayDecide)}
      context={report.fileName}
      subtitle={
        <div className="row">
          <ImportBadge status={report.status} />
          <span className="muted">
            {schoolOf(report)}, {time.full(report.receivedAt)}
          </span>
        </div>
      }
      actions={
        <Button
          icon={Printer}
          onClick={() => {
            window.print();
          }}
        >
          Imprimer
        </Button>
      }
    >
      <ImportOutcomeAlert report={report} accepted={acceptedIn(useLocation().state)} />
      {report.origin === 'manual' && <FirstStepsStrip />}
      <LiveSteps report={report} />
      <Thresholds report={report} />
      <Changes report={report} />
      <Unknown report={report} />
      <Problems report={report} />
      <Kept report={report} />
      <Decisions report={report} />
      <ImportFacts report={report} />
      <DecisionBar report={report} />
    </ConsolePage>
  );
}

/** A manual import that waits is a preview: nobody has asked to write yet. */
function titleOf({ status, origin }: ImportReport, mayDecide: boolean): string {
  if (status === 'held' && origin === 'manual') return 'Aperçu : rien n’est encore modifié';
  if (status === 'held') return `Import en attente de ${mayDecide ? 'votre ' : ''}décision`;
  return status === 'received' || status === 'running' ? 'Import en cours' : 'Bilan de l’import';
}

/** The establishment by its own name; « Tous » only where there are several. */
function schoolOf({ campusName, establishment, establishments }: ImportReport): string {
  const [first, ...others] = establishments;
  return establishment !== null || others.length === 0
    ? (first?.name ?? campusName)
    : `${campusName}, tous les établissements`;
}

/** What was answered to the upload, on the way from the page that sent it. */
const acceptedIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'accepted' in state && typeof state.accepted === 'string'
    ? state.accepted
    : undefined;
