import { useQuery } from '@tanstack/react-query';
import { CalendarPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { schoolYearQuery } from '../../api/school-year-query.js';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { LockBanner } from '../../live/lock-banner.js';
import { Failure } from '../../parts/failure.js';
import { Loading } from '../../parts/loading.js';
import { useRight } from '../../session/session-context.js';
import { OpeningAssistant } from './opening-assistant.js';
import { OPENING_PARAMETER } from './opening-steps.js';
import { YearsThere } from './years-there.js';
import './school-year.css';

/** The year in force and the one after it, which a manager opens step by step. */
export function SchoolYearScreen(): ReactNode {
  const { code, name } = useCampus();
  const [search] = useSearchParams();
  const mayManage = useRight('manage');
  const { data: calendar, error, refetch } = useQuery(schoolYearQuery(code));
  const step = search.get(OPENING_PARAMETER);
  return (
    <ConsolePage title="Année scolaire" context={name}>
      <LockBanner />
      {calendar === undefined && error === null && <Loading what="l’année scolaire" />}
      {calendar === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {calendar !== undefined && (
        <>
          {(step === null || !mayManage) && <YearsThere calendar={calendar} />}
          {mayManage && step !== null && (
            <OpeningAssistant key={calendar.proposal.label} calendar={calendar} step={step} />
          )}
          {mayManage && step === null && (
            <p>
              <Link
                className={calendar.next === null && calendar.state === 'open' ? 'button primary' : 'button'}
                to={`?${OPENING_PARAMETER}=dates`}
              >
                <CalendarPlus size={18} aria-hidden />
                {calendar.proposal.label === calendar.label ||
                calendar.proposal.label === calendar.next?.label
                  ? `Revoir les dates de l’année ${calendar.proposal.label}`
                  : `Ouvrir l’année ${calendar.proposal.label}`}
              </Link>
            </p>
          )}
        </>
      )}
    </ConsolePage>
  );
}
