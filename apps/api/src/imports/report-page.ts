import type { ImportReport, ImportStepRow } from '@timetable/contracts';
import {
  DECISION_LABELS,
  frenchCount,
  IMPORT_ORIGIN_LABELS,
  THRESHOLD_GROUP_LABELS,
  verdictLabel,
} from '@timetable/domain';
import { frenchInstant } from '../http/french-instant.js';
import { html, type Html } from './html.js';
import { kindLabel } from './report-view.js';

const KINDS = [
  ['subjects', 'Matières'],
  ['services', 'Services d’enseignement'],
  ['closures', 'Périodes de fermeture'],
  ['groups', 'Groupes'],
  ['sessions', 'Séances'],
] as const;
const CHANGES = [
  ['Created', 'Créés'],
  ['Modified', 'Modifiés'],
  ['Moved', 'Déplacés'],
  ['Renamed', 'Renommés'],
  ['Deleted', 'Supprimés'],
  ['Cancelled', 'Annulés'],
  ['Revived', 'Rétablis'],
  ['Unchanged', 'Inchangés'],
] as const;

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
  table { border-collapse: collapse; width: 100% }
  th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top }
  td.n { text-align: right } thead { display: table-header-group } tr { break-inside: avoid }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dt { font-weight: 600 } dd { margin: 0; overflow-wrap: anywhere }
  .message { border-left: .3rem solid #b34000; padding: .5rem 1rem; background: #fff4ec }
  @page { margin: 1.5cm }
  @media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; color: #000 } .message { background: none } h2 { break-after: avoid } }`;

/** The bilan as a page of its own: readable without style or script, by a screen reader, and on paper. */
export function reportPage(report: ImportReport): string {
  const target = report.establishment === null ? 'tous les établissements' : report.establishment;
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Bilan d’import : ${report.fileName}</title>
        <style>
          ${html.raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>Bilan d’import : ${report.statusLabel}</h1>
          ${report.message === null ? '' : html`<p class="message">${report.message}</p>`}
          ${facts(report, target)} ${steps(report.steps)} ${thresholds(report)} ${counts(report)}
          ${recognised(report)} ${absent(report)} ${unmatched(report)} ${problems(report)}
          ${decisions(report)}
        </main>
      </body>
    </html>`.text;
}

function facts(report: ImportReport, target: string): Html {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Établissement', `${report.campusName} (${target})`],
    ['Fichier', `${report.fileName} (${report.sizeBytes} octets)`],
    ['Reçu le', instant(report.receivedAt)],
    ['Terminé le', report.endedAt === null ? null : instant(report.endedAt)],
    ['Dépôt', IMPORT_ORIGIN_LABELS[report.origin]],
    ['Compte', report.account],
    ['Année scolaire', report.schoolYear],
    ['Logiciel', report.software],
    [
      'Format',
      report.format === null ? null : `${report.format.toUpperCase()} ${report.formatVersion ?? ''}`.trim(),
    ],
    ['Empreinte SHA-256 du fichier', report.sha256],
    ['Empreinte SHA-256 de l’emploi du temps', report.timetableSha256],
  ];
  const known = rows.filter(([, value]) => value !== null);
  return html`<dl>
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function table(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Html {
  const id = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z]+/g, '-');
  return html`<h2 id="${id}">${title}</h2>
    <table aria-labelledby="${id}">
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) =>
                typeof cell === 'number' ? html`<td class="n">${cell}</td>` : html`<td>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

const instant = (iso: string | null): string => (iso === null ? '' : frenchInstant(new Date(iso)));

const steps = (rows: readonly ImportStepRow[]): Html =>
  table(
    'Étapes',
    ['Étape', 'État', 'Début', 'Fin', 'Précision'],
    rows.map(({ label, stateLabel, startedAt, endedAt, message }) => [
      label,
      stateLabel,
      instant(startedAt),
      instant(endedAt),
      message ?? '',
    ]),
  );

const thresholds = ({ thresholds: verdicts }: ImportReport): Html =>
  html`${Object.entries(THRESHOLD_GROUP_LABELS).map(([group, title]) => {
    const rows = verdicts
      .filter((verdict) => verdict.group === group)
      .map((verdict) => [verdict.label, verdict.sentence, verdictLabel(verdict)]);
    return rows.length === 0 ? html`` : table(title, ['Seuil', 'Mesure', 'Verdict'], rows);
  })}`;

function counts(report: ImportReport): Html {
  const counted = new Map<string, number>(Object.entries(report.counts));
  const rows = KINDS.map(([kind, label]): readonly (string | number)[] => [
    label,
    ...CHANGES.map(([change]) => counted.get(`${kind}${change}`) ?? 0),
  ]);
  if (rows.every((row) => row.slice(1).every((cell) => cell === 0))) return html``;
  const { past, editedByHand } = report.kept;
  return html`${table('Ce que l’import change', ['Nature', ...CHANGES.map(([, label]) => label)], rows)}
    <p>
      Séances laissées telles quelles : ${past} parce qu’elles sont passées ou imminentes, ${editedByHand}
      parce qu’elles ont été modifiées à la main dans l’ENT.
    </p>
    ${editedSessions(report)}`;
}

const editedSessions = ({ kept }: ImportReport): Html =>
  kept.sessions.length === 0
    ? html``
    : table(
        'Séances modifiées à la main et gardées',
        ['Séance', 'Dans le fichier'],
        kept.sessions.map(({ label, isInFile }) => [label, isInFile ? 'différente' : 'absente']),
      );

const unmatched = ({ unmatched: rows }: ImportReport): Html =>
  rows.length === 0
    ? html``
    : table(
        'Non rapprochés',
        ['Dans le fichier', 'Nature', 'Candidats dans l’ENT', 'Pourquoi'],
        rows.map(({ kind, label, candidates, reason }) => [
          label,
          kindLabel(kind),
          candidates,
          reason?.sentence ?? 'Inconnu de l’ENT.',
        ]),
      );

const recognised = ({ recognised: rows }: ImportReport): Html =>
  rows.length === 0
    ? html``
    : table(
        'Reconnus sous un autre nom',
        ['Dans le fichier', 'Nature', 'Nom dans l’ENT', 'Reconnu par'],
        rows.map(({ kind, label, knownAs, by }) => [
          label,
          kindLabel(kind),
          knownAs,
          by === 'teaching' ? 'ses matières et ses enseignants' : 'ses élèves',
        ]),
      );

/** Nobody has to act for the timetable: it goes on as before. */
const absent = ({ absent: { total, items } }: ImportReport): Html =>
  total === 0
    ? html``
    : html`${table(
          'Absents de l’annuaire',
          ['Dans le fichier', 'Nature', 'Absent de l’annuaire depuis le'],
          items.map(({ kind, label, absentSince }) => [label, kindLabel(kind), instant(absentSince)]),
        )}
        <p>
          ${frenchCount(total, 'personne ou classe n’est plus', 'personnes ou classes ne sont plus')} dans
          l’annuaire de l’ENT : leurs séances, groupes et rattachements restent ce qu’ils étaient. Si c’est
          une erreur, rechargez l’annuaire complet.
        </p>`;

const problems = ({ problems: groups }: ImportReport): Html =>
  groups.length === 0
    ? html``
    : table(
        'Problèmes du fichier',
        ['Problème', 'Nombre', 'Exemples', 'Que faire'],
        groups.map(({ severity, meaning, count, examples, advice }) => [
          `${severity === 'error' ? 'Erreur' : 'Avertissement'} : ${meaning}`,
          count,
          examples
            .map(({ line, value }) =>
              [line === undefined ? '' : `ligne ${line}`, value ?? '']
                .filter((part) => part !== '')
                .join(' : '),
            )
            .join(', '),
          advice,
        ]),
      );

const decisions = ({ decisions: rows }: ImportReport): Html =>
  rows.length === 0
    ? html``
    : table(
        'Décisions',
        ['Décision', 'Par', 'Le', 'Motif'],
        rows.map(({ decision, by, at, reason }) => [
          capitalised(DECISION_LABELS[decision]),
          by,
          instant(at),
          reason ?? '',
        ]),
      );

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
