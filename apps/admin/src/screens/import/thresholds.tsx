import { frenchInteger, THRESHOLD_GROUP_LABELS, verdictLabel, type ImportReport } from '@timetable/contracts';
import { CircleCheck, CircleDashed, OctagonX, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../parts/badge.js';
import type { Tone } from '../../parts/tone.js';

type Verdict = ImportReport['thresholds'][number];

/** « Pourquoi »: what was measured against what the school accepts; what is exceeded first, the rest folded. */
export function Thresholds({ report: { thresholds } }: { readonly report: ImportReport }): ReactNode {
  if (thresholds.length === 0) return null;
  const ordered = thresholds.toSorted((a, b) => Number(b.blocking) - Number(a.blocking));
  const exceeded = ordered.filter((verdict) => verdict.exceeded);
  const others = ordered.filter((verdict) => !verdict.exceeded);
  return (
    <section aria-labelledby="why" className="stack">
      <h2 id="why">{exceeded.length === 0 ? 'Seuils' : 'Pourquoi'}</h2>
      {exceeded.length === 0 ? (
        <p>Aucun seuil n’est dépassé.</p>
      ) : (
        <ul className="verdicts">
          {exceeded.map((verdict) => (
            <VerdictLine key={verdict.code} verdict={verdict} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>Seuils et protections sans dépassement ({frenchInteger(others.length)})</summary>
          <ul className="verdicts">
            {others.map((verdict) => (
              <VerdictLine key={verdict.code} verdict={verdict} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function VerdictLine({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { label, sentence, consequence, remedy, group } = verdict;
  const { tone, icon } = lookOf(verdict);
  return (
    <li className={`verdict tone-${tone}`}>
      <div className="row">
        <strong>{label}</strong>
        <Badge tone={tone} icon={icon}>
          {verdictLabel(verdict)}
        </Badge>
        <span className="small muted">{THRESHOLD_GROUP_LABELS[group]}</span>
      </div>
      <Bar verdict={verdict} />
      <p>{sentence}</p>
      {consequence !== undefined && <p>{consequence}</p>}
      {remedy !== undefined && <p className="small">Si ce n’est pas voulu, {remedy}.</p>}
    </li>
  );
}

/** The share and the limit to scale; the sentence beside it says the same. */
function Bar({
  verdict: { numerator, denominator, limit, judged },
}: {
  readonly verdict: Verdict;
}): ReactNode {
  if (!judged || denominator === 0) return null;
  const share = Math.min(100, (100 * numerator) / denominator);
  return (
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden className="bar">
      <rect className="bar-back" width="100" height="4" />
      <rect className="bar-share" width={share} height="4" />
      <rect className="bar-limit" x={Math.min(99.5, limit)} width="0.5" height="4" />
    </svg>
  );
}

function lookOf({ exceeded, blocking, judged }: Verdict): { readonly tone: Tone; readonly icon: LucideIcon } {
  if (!judged) return { tone: 'neutral', icon: CircleDashed };
  if (!exceeded) return { tone: 'success', icon: CircleCheck };
  return blocking ? { tone: 'blocked', icon: OctagonX } : { tone: 'attention', icon: TriangleAlert };
}
