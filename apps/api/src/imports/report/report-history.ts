import type { ImportReport, ImportStepRow } from '@timetable/contracts';
import {
  capitalised,
  DECISION_LABELS,
  formatName,
  frenchBytes,
  frenchInteger,
  IMPORT_ORIGIN_LABELS,
  frenchInstant,
} from '@timetable/domain';
import { html, type Html } from '../html.js';
import { tableSection } from './report-table.js';

/** Where the file came from. */
export function facts(report: ImportReport): Html {
  const instant = (iso: string): string => frenchInstant(new Date(iso), report.timeZone);
  const { fileName, sizeBytes, sourceAvailable } = report;
  const size = ` (${frenchBytes(sizeBytes)})`;
  return list([
    ['Fichier', sourceAvailable ? html`<a href="source">${fileName}</a>${size}` : `${fileName}${size}`],
    ['Reçu le', instant(report.receivedAt)],
    ['Terminé le', report.endedAt === null ? null : instant(report.endedAt)],
    ['Import', IMPORT_ORIGIN_LABELS[report.origin]],
    ['Compte', report.account],
    ['Année scolaire', report.schoolYear],
    ['Logiciel', report.software],
    ['Exporté le', report.exportedAt === null ? null : instant(report.exportedAt)],
    ['Exporté par', report.exportedBy],
  ]);
}

/** What whoever helps will ask for. */
export const technicalFacts = (report: ImportReport): Html =>
  html`<section>
    <h2>Pour l’assistance</h2>
    ${list([
      ['Numéro de l’import', report.id],
      [
        'Format',
        report.format === null ? null : `${formatName(report.format)} ${report.formatVersion ?? ''}`.trim(),
      ],
      ['Taille exacte', `${frenchInteger(report.sizeBytes)} octets`],
      ['Empreinte SHA-256 du fichier', report.sha256],
      ['Empreinte SHA-256 de l’emploi du temps', report.timetableSha256],
    ])}
  </section>`;

function list(rows: readonly (readonly [string, string | Html | null])[]): Html {
  return html`<dl>
    ${rows
      .filter(([, value]) => value !== null)
      .map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
  </dl>`;
}

export const steps = (report: ImportReport): Html =>
  tableSection('Étapes', {
    kind: 'steps',
    headings: ['Étape', 'État', 'Quand', 'Précision'],
    rows: report.steps.map((step) => [
      step.label,
      step.stateLabel,
      when(step, report.timeZone),
      unsaid(step, report),
    ]),
  });

/** What a step has to say that the page has not: the outcome, the problems and the thresholds stand above. */
function unsaid({ step, message }: ImportStepRow, report: ImportReport): string {
  if (message === null || (report.message ?? '').includes(message)) return '';
  const isSaid =
    (step === 'validation' && report.problems.length > 0) ||
    (step === 'thresholds' && report.thresholds.length > 0);
  return isSaid ? '' : message;
}

/** « 08:15:03, en 12 s » */
function when({ startedAt, endedAt }: ImportStepRow, timeZone: string): string {
  if (startedAt === null) return '';
  const started = new Date(startedAt);
  const time = started.toLocaleTimeString('fr-FR', { timeZone });
  if (endedAt === null) return time;
  const seconds = Math.round((Date.parse(endedAt) - started.getTime()) / 1000);
  return `${time}, en ${seconds === 0 ? 'moins d’une seconde' : `${frenchInteger(seconds)}\u202fs`}`;
}

export const decisions = ({ decisions: rows, timeZone }: ImportReport): Html =>
  tableSection('Décisions', {
    headings: ['Décision', 'Par', 'Le', 'Motif'],
    rows: rows.map(({ decision, by, at, reason }) => [
      capitalised(DECISION_LABELS[decision]),
      by,
      frenchInstant(new Date(at), timeZone),
      reason ?? '',
    ]),
  });
