import { useQuery } from '@tanstack/react-query';
import { auditSentence, type ThresholdChange } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { Empty } from '../../parts/empty.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { thresholdHistoryQuery } from './thresholds-query.js';

/** Who changed which threshold, and when. */
export function ThresholdHistory(): ReactNode {
  const { code } = useCampus();
  const time = useSchoolTime();
  const { data, error, refetch } = useQuery(thresholdHistoryQuery(code));
  return (
    <section className="stack" aria-labelledby="history">
      <h2 id="history">Modifications</h2>
      {data === undefined && error === null && <Loading what="l’historique" />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Empty title="Aucun seuil n’a encore été modifié : tous ont la valeur recommandée." />
      )}
      {data !== undefined && data.length > 0 && (
        <ol className="changes">
          {data.map((change) => (
            <li key={`${change.at} ${change.code}`}>
              {sentenceOf(change)}
              <br />
              <span className="small muted">
                <time dateTime={change.at}>{time.full(change.at)}</time>, par {change.by}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** As the audit trail says it. */
const sentenceOf = ({ code, before, after }: ThresholdChange): string =>
  auditSentence({ action: 'threshold.changed', subject: code, detail: { before, after } }, () => undefined);
