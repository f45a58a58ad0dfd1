import { countsInFrench, type ImportReport, type ImportStepRow } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { STEP_LOOKS } from '../../parts/step-look.js';
import { useSchoolTime } from '../../text/use-school-time.js';
import { duration } from '../../text/duration.js';

/** The five steps, as they happen: state, hour, what was counted. */
export function LiveSteps({ report }: { readonly report: ImportReport }): ReactNode {
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className="unseen">
        Étapes
      </h2>
      <ol className="live-steps">
        {report.steps.map((step) => (
          <Step key={step.step} step={step} said={report.message ?? ''} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, said }: { readonly step: ImportStepRow; readonly said: string }): ReactNode {
  const time = useSchoolTime();
  const { tone, icon: Icon } = STEP_LOOKS[step.state];
  const counted = countsInFrench(step.counts);
  return (
    <li className={`tone-${tone}`}>
      <Icon size={22} aria-hidden className={`toned ${step.state === 'running' ? 'spin' : ''}`} />
      <div>
        <p className="label">{step.label}</p>
        <p className="small">
          <strong className="toned">{step.stateLabel}</strong>
          {step.startedAt !== null && (
            <span className="muted">
              {' '}
              à {time.time(step.startedAt)}
              {step.endedAt !== null && `, ${duration(step.startedAt, step.endedAt)}`}
            </span>
          )}
        </p>
      </div>
      <div>
        {counted !== '' && <p className="small muted">{counted}</p>}
        {step.message !== null && !said.includes(step.message) && <p className="small">{step.message}</p>}
      </div>
    </li>
  );
}
