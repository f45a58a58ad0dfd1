import type { ImportReport } from '@timetable/contracts';
import { exampleSentence, frenchCount, frenchInteger } from '@timetable/domain';
import { html, type Html } from '../html.js';
import { tableSection } from './report-table.js';

type Problem = ImportReport['problems'][number];

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

function problemRow(problem: Problem) {
  const { severity, meaning, count, consequences, advice, callsForAction } = problem;
  return [
    html`${callsForAction ? html`${severity === 'error' ? 'Erreur' : 'Avertissement'} : ${meaning}` : meaning}
    ${consequences.map((each) => html`<p class="small">${each.meaning} (${frenchInteger(each.count)})</p>`)}`,
    count,
    exampleList(problem),
    advice,
  ];
}

function exampleList({ code, examples, count }: Problem): Html {
  const shown = examples.map((example) => exampleSentence(code, example)).filter((text) => text !== '');
  if (shown.length === 0) return html``;
  const others = count - shown.length;
  return html`<ul>
    ${shown.map((text) => html`<li>${text}</li>`)}
    ${others > 0 ? html`<li>et ${frenchCount(others, 'autre', 'autres')}</li>` : html``}
  </ul>`;
}
