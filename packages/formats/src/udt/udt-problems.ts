import {
  exportAgain,
  programOf,
  type ErrorNoun,
  type Problem,
  type ProblemEntry,
  type ReadingProblemCode,
} from '@timetable/domain';
import type { ProblemList } from '../reading/problem-list.js';
import type { UdtRow } from './udt-row.js';

type UdtProblem =
  /** A file without which the export means nothing. `value`: its number. */
  | 'udt_file_missing'
  /** First week, or first or last day of the pupils' year. `value`: what of the file says. */
  | 'udt_calendar_unreadable'
  /** A closure without readable days, ignored. */
  | 'udt_closure_unreadable'
  /** A half sequence without day or hours, ignored. `value`: file and key. */
  | 'udt_slot_unreadable'
  /** A line placed where there is no half sequence. `value`: file and line code. */
  | 'udt_line_unplaced'
  /** A row without code, or with that of a row before it, ignored. `value`: file, element and code. */
  | 'udt_code_unusable'
  /** A reference to what the export does not describe. `value`: file, attribute and code. */
  | 'udt_row_unknown'
  /** Weeks of a membership that are no mask. `value`: file and text. */
  | 'udt_weeks_unreadable';

const error = (noun: ErrorNoun, meaning: string, advice = exportAgain(programOf('udt'))): ProblemEntry => ({
  severity: 'error',
  isFatal: false,
  noun,
  meaning,
  advice,
});

const ENTRIES: Readonly<Record<UdtProblem, ProblemEntry>> = {
  udt_file_missing: {
    ...error(
      ['fichier absent de l’archive', 'fichiers absents de l’archive'],
      'Un fichier que tout export d’UnDeuxTEMPS contient est absent de l’archive.',
    ),
    isFatal: true,
  },
  udt_calendar_unreadable: {
    ...error(
      ['date du calendrier illisible', 'dates du calendrier illisibles'],
      'Le calendrier d’UnDeuxTEMPS ne dit pas quand l’année des élèves commence et finit, ni quelle est sa première semaine.',
      'Vérifiez le calendrier de l’année dans UnDeuxTEMPS, puis refaites l’export.',
    ),
    isFatal: true,
  },
  udt_closure_unreadable: error(
    ['fermeture sans dates lisibles', 'fermetures sans dates lisibles'],
    'Une fermeture du calendrier d’UnDeuxTEMPS n’a pas de dates lisibles ; elle est laissée de côté.',
    'Vérifiez les fermetures dans le calendrier d’UnDeuxTEMPS, puis refaites l’export.',
  ),
  udt_slot_unreadable: error(
    ['demi-séquence illisible', 'demi-séquences illisibles'],
    'Une demi-séquence n’a pas de jour ou d’heures lisibles ; elle est laissée de côté.',
    'Vérifiez les heures de la journée dans UnDeuxTEMPS, puis refaites l’export.',
  ),
  udt_line_unplaced: error(
    ['cours sans place', 'cours sans place'],
    'Un cours est placé sur une demi-séquence que l’export ne décrit pas ; ses séances que l’ENT connaît sont conservées.',
    'Replacez ce cours dans UnDeuxTEMPS, puis refaites l’export.',
  ),
  udt_code_unusable: error(
    ['ligne sans code à elle', 'lignes sans code à elles'],
    'Une ligne de l’export n’a pas de code, ou a le même code qu’une autre : rien ne peut y renvoyer.',
    'Vérifiez les codes dans UnDeuxTEMPS, puis refaites l’export.',
  ),
  udt_row_unknown: error(
    ['renvoi à une ligne absente', 'renvois à des lignes absentes'],
    'Une ligne renvoie à une matière, un enseignant, une classe, un groupe, un élève ou une salle que l’export ne décrit pas ; ce que l’ENT en sait est conservé.',
    'Vérifiez dans UnDeuxTEMPS que cette ressource existe encore, puis refaites l’export.',
  ),
  udt_weeks_unreadable: error(
    ['élève aux semaines illisibles', 'élèves aux semaines illisibles'],
    'Les semaines d’un élève dans un groupe sont illisibles ; ce que l’ENT sait de cet élève est conservé.',
  ),
};

/** Reports what of an export of UnDeuxTEMPS cannot be read, with the file in which it stands. */
export class UdtProblems {
  constructor(private readonly list: ProblemList) {}

  /** @param value never a person's name */
  report(code: UdtProblem, row?: UdtRow, value = ''): void {
    this.list.report(code, {
      entry: ENTRIES[code],
      ...(row === undefined ? { value } : { line: row.line, value: `${row.file} ${value}` }),
    });
  }

  /** What readers of every format may report. */
  reportReading(code: ReadingProblemCode, row?: UdtRow, value = row?.value('code') ?? ''): void {
    this.list.report(code, row === undefined ? { value } : { line: row.line, value: `${row.file} ${value}` });
  }

  all(): readonly Problem[] {
    return this.list.all();
  }
}
