import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { campusAddress } from '../frame/addresses.js';
import { useCampus } from '../frame/campus-context.js';
import { useSaid } from '../frame/use-said.js';
import { useRight } from '../session/session-context.js';
import { FIRST_STEP_WORDS, firstStepAddress } from './first-step-words.js';
import { FIRST_STEPS, nextFirstStep, rankOf } from './first-steps.js';
import { FirstStepsProgress } from './first-steps-progress.js';
import { useFirstUse } from './use-first-use.js';
import './first-use.css';

/** On the pages that the first steps lead over: which one this is, and where the next one is. Gone once EDT is connected. */
export function FirstStepsStrip(): ReactNode {
  const { code } = useCampus();
  const mayManage = useRight('manage');
  const said = useSaid();
  const { pathname } = useLocation();
  const use = useFirstUse();
  if (!mayManage || use === undefined) return null;
  const next = nextFirstStep(use);
  if (next === undefined) return null;
  const { title, explanation, act } = FIRST_STEP_WORDS[next];
  const timetable = campusAddress(code, 'emploi-du-temps');
  const address = firstStepAddress(code, next, use.importId);
  return (
    <section className="card first-strip screen-only" aria-label="Premières étapes">
      <FirstStepsProgress use={use} />
      <p>
        {use.isYearOpen && <strong>Voici l’emploi du temps. </strong>}
        <strong>
          Étape {rankOf(next)} sur {FIRST_STEPS.length} : {said(title)}.
        </strong>{' '}
        {said(explanation)}
      </p>
      <div className="row">
        {pathname !== address && (
          <Link className={use.isYearOpen ? 'button primary' : 'button'} to={address}>
            {said(act)}
          </Link>
        )}
        {use.isYearOpen && pathname !== timetable && (
          <Link className="button" to={timetable}>
            Voir l’emploi du temps
          </Link>
        )}
        {!use.isYearOpen && <Link to={campusAddress(code)}>Toutes les étapes</Link>}
      </div>
    </section>
  );
}
