import type { ImportReport } from '@timetable/contracts';
import { frenchCount, frenchInteger } from '@timetable/domain';
import { frenchInstant } from '../../http/french-instant.js';
import { html, type Html } from '../html.js';
import { kindLabel } from '../report-view.js';
import { tableSection } from './report-table.js';

type Problem = ImportReport['problems'][number];
type Example = Problem['examples'][number];

/** Rows that a page lists; nobody reads more of them, and the rest is counted. */
const MOST_UNMATCHED = 100;

/** What is wrong with the file, by cause; what nobody has to mend is apart. */
export function problems({ problems: groups }: ImportReport): Html {
  const headings = ['Problème', 'Nombre', 'Où', 'Que faire'];
  const rowsOf = (found: readonly Problem[]) => found.map(problemRow);
  return html`${tableSection('Problèmes du fichier', {
    kind: 'problems',
    headings,
    rows: rowsOf(groups.filter(({ callsForAction }) => callsForAction)),
  })}
  ${tableSection('Pour information', {
    kind: 'problems',
    caption: 'Ce que le fichier a de particulier, sans que personne ait à agir.',
    headings,
    rows: rowsOf(groups.filter(({ callsForAction }) => !callsForAction)),
  })}
  ${groups.length === 0 ? html`` : download}`;
}

// The report's own address ends with « report »: the problems are beside it.
const download = html`<p class="screen">
  <a href="problems?format=csv" download>Télécharger les problèmes</a> (un par ligne, pour un tableur)
</p>`;

const problemRow = ({
  severity,
  meaning,
  count,
  examples,
  consequences,
  advice,
  callsForAction,
}: Problem) => [
  html`${callsForAction ? html`${severity === 'error' ? 'Erreur' : 'Avertissement'} : ${meaning}` : meaning}
  ${consequences.map((each) => html`<p class="small">${each.meaning} (${frenchInteger(each.count)})</p>`)}`,
  count,
  exampleList(examples, count),
  advice,
];

function exampleList(examples: readonly Example[], count: number): Html {
  const shown = examples.map(placeOf).filter((text) => text !== '');
  if (shown.length === 0) return html``;
  const others = count - shown.length;
  return html`<ul>
    ${shown.map((text) => html`<li>${text}</li>`)}
    ${others > 0 ? html`<li>et ${frenchCount(others, 'autre', 'autres')}</li>` : html``}
  </ul>`;
}

/** Where it is in EDT; the line of the file last, for whoever helps. */
function placeOf({ place, value, line }: Example): string {
  const where = place ?? value ?? '';
  if (line === undefined) return where;
  return where === '' ? `ligne ${line}` : `${where} (ligne ${line})`;
}

export function unmatched({ unmatched: rows }: ImportReport): Html {
  const others = rows.length - MOST_UNMATCHED;
  return tableSection(
    'Non rapprochés',
    {
      caption: 'Ce que le fichier nomme et que l’ENT ne reconnaît pas.',
      headings: ['Dans le fichier', 'Nature', 'Candidats dans l’ENT', 'Pourquoi'],
      rows: rows
        .slice(0, MOST_UNMATCHED)
        .map(({ kind, label, candidates, reason }) => [
          label,
          kindLabel(kind),
          candidates === 0 ? 'aucun' : String(candidates),
          reason?.sentence ?? 'Inconnu de l’ENT.',
        ]),
    },
    others > 0
      ? html`<p class="small">
          Et ${frenchCount(others, 'autre', 'autres')} ; les rapprochements les donnent tous.
        </p>`
      : html``,
  );
}

/** Nobody has to act for the timetable: it goes on as before. */
export const absent = ({ absent: { total, items }, timeZone }: ImportReport): Html =>
  tableSection(
    'Absents de l’annuaire',
    {
      headings: ['Dans le fichier', 'Nature', 'Absent de l’annuaire depuis le'],
      rows: items.map(({ kind, label, absentSince }) => [
        label,
        kindLabel(kind),
        frenchInstant(new Date(absentSince), timeZone),
      ]),
    },
    html`<p>
      ${frenchCount(total, 'personne ou classe n’est plus', 'personnes ou classes ne sont plus')} dans
      l’annuaire de l’ENT : leurs séances, groupes et rattachements restent ce qu’ils étaient. Si c’est une
      erreur, rechargez l’annuaire complet.
    </p>`,
  );
