import { exampleSentence, frenchCount, frenchInteger, type ImportReport } from '@timetable/contracts';
import { CircleAlert, Download, Info, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { apiUrl } from '../../api/request.js';

type Problem = ImportReport['problems'][number];

/** What is wrong with the file, by cause, with where to find it in EDT; what nobody has to mend is folded. */
export function Problems({ report: { id, problems } }: { readonly report: ImportReport }): ReactNode {
  if (problems.length === 0) return null;
  const toMend = problems.filter(({ callsForAction }) => callsForAction);
  const toKnow = problems.filter(({ callsForAction }) => !callsForAction);
  return (
    <section aria-labelledby="problems" className="stack">
      <h2 id="problems">Problèmes du fichier</h2>
      {toMend.length === 0 ? <p>Rien n’est à corriger.</p> : <ProblemList problems={toMend} />}
      {toKnow.length > 0 && (
        <details>
          <summary>Pour information ({frenchInteger(toKnow.length)})</summary>
          <ProblemList problems={toKnow} />
        </details>
      )}
      <p className="screen-only">
        <a className="file" href={apiUrl(`/imports/${id}/problems`, { format: 'csv' })} download>
          <Download size={16} aria-hidden />
          Télécharger les problèmes, un par ligne
        </a>
      </p>
    </section>
  );
}

const ProblemList = ({ problems }: { readonly problems: readonly Problem[] }): ReactNode => (
  <ul className="problems">
    {problems.map((problem) => (
      <ProblemLine key={problem.code} problem={problem} />
    ))}
  </ul>
);

function ProblemLine({ problem }: { readonly problem: Problem }): ReactNode {
  const { code, severity, count, meaning, advice, examples, consequences, callsForAction } = problem;
  const where = examples.map((example) => exampleSentence(code, example)).filter((text) => text !== '');
  const others = count - where.length;
  const isError = callsForAction && severity === 'error';
  const Icon = isError ? OctagonX : callsForAction ? CircleAlert : Info;
  return (
    <li className={`tone-${isError ? 'blocked' : callsForAction ? 'attention' : 'neutral'}`}>
      <Icon size={20} aria-hidden className="toned" />
      <div className="stack-tight">
        <p>
          <strong>{meaning}</strong> <span className="muted">({frenchInteger(count)})</span>
        </p>
        <p>{advice}</p>
        {consequences.map((each) => (
          <p key={each.code} className="small muted">
            {each.meaning} ({frenchInteger(each.count)})
          </p>
        ))}
        {where.length > 0 && (
          <ul className="small">
            {where.map((text) => (
              <li key={text}>{text}</li>
            ))}
            {others > 0 && <li>et {frenchCount(others, 'autre', 'autres')}</li>}
          </ul>
        )}
      </div>
    </li>
  );
}
