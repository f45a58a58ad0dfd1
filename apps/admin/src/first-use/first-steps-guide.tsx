import {
  Circle,
  CircleArrowRight,
  CircleCheck,
  CircleHelp,
  FlaskConical,
  type LucideIcon,
} from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { exampleFilesQuery } from '../api/example-files-query.js';
import { campusAddress } from '../frame/addresses.js';
import { useCampus } from '../frame/campus-context.js';
import { useSaid } from '../frame/use-said.js';
import { useRight } from '../session/session-context.js';
import { FIRST_STEP_WORDS, firstStepAddress, firstStepFact } from './first-step-words.js';
import { FIRST_STEPS, firstStepState, type FirstStep, type FirstStepState } from './first-steps.js';
import { FirstStepsProgress } from './first-steps-progress.js';
import { useFirstUse } from './use-first-use.js';
import './first-use.css';

const LOOKS: Readonly<Record<FirstStepState, { readonly icon: LucideIcon; readonly word: string }>> = {
  done: { icon: CircleCheck, word: 'Prêt' },
  optional: { icon: CircleHelp, word: 'Si besoin' },
  current: { icon: CircleArrowRight, word: 'À faire maintenant' },
  later: { icon: Circle, word: 'Ensuite' },
};

/** In place of the list, where no first import of the year was made: why, and every step that leads to it. */
export function FirstStepsGuide(): ReactNode {
  const use = useFirstUse();
  const said = useSaid();
  if (use === undefined) return null;
  return (
    <section className="card first-steps" aria-labelledby="first-import">
      <h2 id="first-import">Faire le premier import de l’année {use.year.label}</h2>
      <p>
        {said(
          'Les envois automatiques d’EDT ne commencent qu’après un premier import fait à la main : vous vérifiez une fois que le fichier est le bon, et qu’il correspond aux classes et aux personnes de l’ENT. Jusque-là, ce qu’EDT envoie est refusé, avec un message qui le dit.',
        )}
      </p>
      <FirstStepsProgress use={use} />
      <ol>
        {FIRST_STEPS.map((step) => (
          <GuideStep key={step} step={step} use={use} />
        ))}
      </ol>
      <p>
        <strong>Et voici l’emploi du temps</strong> : celui de chaque classe, de chaque enseignant et de
        chaque salle, dans l’ENT.
      </p>
    </section>
  );
}

interface GuideStepProps {
  readonly step: FirstStep;
  readonly use: NonNullable<ReturnType<typeof useFirstUse>>;
}

function GuideStep({ step, use }: GuideStepProps): ReactNode {
  const { code } = useCampus();
  const mayManage = useRight('manage');
  const said = useSaid();
  const state = firstStepState(step, use);
  const { icon: Icon, word } = LOOKS[state];
  const { title, explanation, act, look } = FIRST_STEP_WORDS[step];
  const fact = firstStepFact(step, use);
  const address = firstStepAddress(code, step, use.importId);
  return (
    <li className={state} aria-current={state === 'current' ? 'step' : undefined}>
      <Icon size={22} aria-hidden />
      <div>
        <h3>
          {said(title)} <span className="small muted">{word}</span>
        </h3>
        <p>
          {fact !== undefined && `${fact} `}
          {said(explanation)}
        </p>
        {state === 'current' && mayManage && (
          <div className="row">
            <Link className="button primary" to={address}>
              {said(act)}
            </Link>
            {step === 'file' && <ExampleLinks />}
          </div>
        )}
        {state === 'current' && !mayManage && (
          <p className="muted">C’est à un gestionnaire de vie scolaire de le faire.</p>
        )}
        {(state === 'done' || state === 'optional') && mayManage && look !== undefined && (
          <Link to={address}>{look}</Link>
        )}
      </div>
    </li>
  );
}

/** A demonstration has files at hand for who has none. */
function ExampleLinks(): ReactNode {
  const { code } = useCampus();
  const { data: examples } = useQuery(exampleFilesQuery(code));
  const [first] = examples?.items ?? [];
  if (first === undefined) return null;
  return (
    <Link className="button" to={campusAddress(code, `importer?exemple=${encodeURIComponent(first.name)}`)}>
      <FlaskConical size={18} aria-hidden />
      Essayer avec le fichier d’exemple
    </Link>
  );
}
