import type { ImportReport } from '@timetable/contracts';
import { frenchCount, frenchInteger, MATCH_KIND_LABELS, frenchInstant } from '@timetable/domain';
import { html, type Html } from '../html.js';
import { foldedOnScreen } from './report-folded.js';
import { allNames, download, others } from './report-others.js';
import { tableSection } from './report-table.js';

type Unmatched = ImportReport['unmatched'];
type Group = Unmatched['groups'][number];
type Name = Unmatched['items'][number];

/** More names than that are folded: the reader sees first what there is to do. */
const MOST_SHOWN = 12;

const ACTORS: Readonly<Record<Group['actor'], string>> = {
  manager: 'un gestionnaire de vie scolaire',
  depositor: 'la personne qui exporte l’emploi du temps',
};

/** Who and what the ENT does not recognise: for each reason, how many, what to do and by whom, then the names. */
export function unmatched({ unmatched: { groups, items } }: ImportReport): Html {
  if (groups.length === 0) return html``;
  return html`<section>
    <h2 id="non-rapproches">Non rapprochés</h2>
    <p class="small">Ce que le fichier nomme et que l’ENT ne reconnaît pas.</p>
    ${groups.map((group) => groupBlock(group, items.filter(isOf(group))))} ${download('unmatched')}
  </section>`;
}

const isOf =
  ({ kind, reason }: Group) =>
  (name: Name): boolean =>
    name.kind === kind && name.reason?.code === reason?.code;

function groupBlock({ title, reason, advice, actor, count }: Group, names: readonly Name[]): Html {
  const content = nameList(names, count);
  return html`<div class="group">
    <h3>${title}</h3>
    ${reason === null ? html`` : html`<p>${reason.sentence}</p>`}
    <p>${advice} <strong>À faire par ${ACTORS[actor]}.</strong></p>
    ${
      names.length > MOST_SHOWN
        ? foldedOnScreen(
            { title: html`Les noms (${frenchInteger(count)})`, content },
            { title: html``, content },
          )
        : content
    }
  </div>`;
}

function nameList(names: readonly Name[], count: number): Html {
  const left = count - names.length;
  return html`<ul class="names">
    ${names.map(({ label, candidates }) => html`<li>${label}${candidates > 1 ? ` (${frenchInteger(candidates)} candidats)` : ''}</li>`)}
    ${left > 0 ? html`<li>et ${frenchCount(left, 'autre', 'autres')}</li>` : html``}
  </ul>`;
}

/** Nobody has to act: everything followed. */
export function replaced({ replaced: { sentence, classCount, classes } }: ImportReport): Html {
  if (sentence === null) return html``;
  return html`<section>
    <h2>Identifiants changés dans l’annuaire</h2>
    <p>${sentence}</p>
    <ul class="names">
      ${classes.map(({ label, formerLabel }) => html`<li>${label}${formerLabel === null ? '' : ` (avant : ${formerLabel})`}</li>`)}
    </ul>
    ${others(classCount - classes.length, ['autre classe', 'autres classes'])}
  </section>`;
}

/** Nobody has to act for the timetable: it goes on as before. */
export const absent = ({ absent: { total, items }, timeZone }: ImportReport): Html =>
  tableSection(
    'Absents de l’annuaire',
    {
      headings: ['Dans le fichier', 'Nature', 'Absent de l’annuaire depuis le'],
      rows: items.map(({ kind, label, absentSince }) => [
        label,
        MATCH_KIND_LABELS[kind],
        frenchInstant(new Date(absentSince), timeZone),
      ]),
    },
    html`${allNames('absent', total - items.length)}
      <p>
        ${frenchCount(total, 'personne ou classe n’est plus', 'personnes ou classes ne sont plus')} dans
        l’annuaire de l’ENT : leurs séances, groupes et rattachements restent ce qu’ils étaient. Si c’est une
        erreur, rechargez l’annuaire complet.
      </p>`,
  );
