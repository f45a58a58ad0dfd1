import type { ImportReport } from '@timetable/contracts';
import { changesInFrench, frenchInteger, MATCH_KIND_LABELS } from '@timetable/domain';
import { html, type Html } from '../html.js';
import { recognisedBy } from '../name-tables.js';
import { allNames, others } from './report-others.js';
import { tableSection } from './report-table.js';

/** What the import changes, or would have changed, and what it leaves as it is. */
export function changes(report: ImportReport): Html {
  const isConditional = report.written !== true;
  const rows = changesInFrench(report.counts, { isConditional });
  // Before the plan, nothing is known of it: zeros would say that nothing changes.
  if (report.thresholds.length === 0 || rows.length === 0) return html``;
  return html`${tableSection(
    isConditional ? 'Ce que l’import changerait' : 'Ce que l’import a changé',
    {
      headings: ['Nature', 'Changements'],
      rows: rows.map(({ label, changes: said }) => [label, said.join(', ')]),
    },
    html`${leftAlone(report)} ${otherSessions(report)}`,
  )}
  ${unread(report)} ${courseChanges(report)} ${editedSessions(report)} ${recognised(report)}`;
}

function leftAlone({ kept: { past, editedByHand } }: ImportReport): Html {
  if (past + editedByHand === 0) return html``;
  const reasons = [
    past === 0 ? [] : [`${frenchInteger(past)} parce qu’elles sont passées ou imminentes`],
    editedByHand === 0
      ? []
      : [`${frenchInteger(editedByHand)} parce qu’elles ont été modifiées à la main dans l’ENT`],
  ].flat();
  return html`<p>Séances différentes dans le fichier et laissées telles quelles : ${reasons.join(', ')}.</p>`;
}

/** Other services attach things to sessions: which of them keep theirs. */
function otherSessions({ counts, firstOfYear, written }: ImportReport): Html {
  const { sessionsCreated = 0, sessionsCancelled = 0 } = counts;
  if (firstOfYear || sessionsCreated === 0 || sessionsCancelled === 0) return html``;
  return html`<p>
    Les séances créées n’ont pas été reconnues comme des séances annulées : ce qui est rattaché à une séance
    annulée (cahier de textes, appel) ${written === true ? 'y reste' : 'y resterait'}. Celles qui changent ou
    se déplacent gardent tout.
  </p>`;
}

/** What could not be read is not gone. */
const unread = ({ kept }: ImportReport): Html =>
  tableSection('Conservé faute de lecture', {
    caption: 'Ce que le fichier dit mal reste dans l’ENT comme il était.',
    headings: ['Ce qui est conservé', 'Nombre'],
    rows: kept.unread.map(({ sentence, count }) => [sentence, count]),
  });

const courseChanges = ({ courseChanges: { total, items }, written }: ImportReport): Html =>
  tableSection(
    written === true ? 'Cours qui changent' : 'Cours qui changeraient',
    { headings: ['Cours', 'Séances'], rows: items.map(({ sentence, sessions }) => [sentence, sessions]) },
    others(total - items.length, ['autre cours', 'autres cours']),
  );

const editedSessions = ({ kept }: ImportReport): Html =>
  tableSection(
    'Séances modifiées à la main et gardées',
    {
      headings: ['Séance', 'Dans le fichier'],
      rows: kept.sessions.map(({ label, isInFile }) => [label, isInFile ? 'différente' : 'absente']),
    },
    others(kept.editedByHand - kept.sessions.length),
  );

const recognised = ({ recognised: { total, items } }: ImportReport): Html =>
  tableSection(
    'Reconnus sous un autre nom',
    {
      headings: ['Dans le fichier', 'Nature', 'Nom dans l’ENT', 'Reconnu par'],
      rows: items.map(({ kind, label, knownAs, by }) => [
        label,
        MATCH_KIND_LABELS[kind],
        knownAs,
        recognisedBy(by),
      ]),
    },
    allNames('recognised', total - items.length),
  );
