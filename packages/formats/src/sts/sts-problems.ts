import type { ErrorNoun, Problem, ProblemEntry, ReadingProblemCode } from '@timetable/domain';
import type { ProblemList } from '../reading/problem-list.js';
import type { StsElement } from './sts-element.js';

type StsProblem =
  /** A lesson refers to a subject or a teacher that `sts_emp` does not describe. `value`: element and code. */
  | 'sts_row_unknown'
  /** A lesson refers to an alternation that the file does not describe, or to none. `value`: its code. */
  | 'sts_alternation_unknown'
  /** A week of an alternation is no date, or none of the school year. `value`: alternation and text. */
  | 'sts_week_unreadable'
  /** A lesson without readable day, hour or duration. `value`: the three. */
  | 'sts_slot_unreadable'
  /** A division, a group or a service without code. `value`: the element. */
  | 'sts_code_missing';

const error = (noun: ErrorNoun, meaning: string, advice: string): ProblemEntry => ({
  severity: 'error',
  isFatal: false,
  noun,
  meaning,
  advice,
});

const ENTRIES: Readonly<Record<StsProblem, ProblemEntry>> = {
  sts_row_unknown: error(
    ['matière ou enseignant absent de sts_emp', 'matières ou enseignants absents de sts_emp'],
    'Un cours renvoie à une matière ou à un enseignant que le fichier sts_emp de l’année ne décrit pas ; ce que l’ENT en sait est conservé.',
    'Demandez à STSWEB un nouveau fichier sts_emp, puis déposez-le dans une même archive .zip avec le fichier emp_sts.',
  ),
  sts_alternation_unknown: error(
    ['cours sans semaines', 'cours sans semaines'],
    'Un cours n’a pas de semaines : son alternance n’est pas décrite dans le fichier ; ses séances que l’ENT connaît sont conservées.',
    'Vérifiez les alternances (quinzaines, semestres…) dans votre logiciel d’emploi du temps, puis refaites l’export vers STSWEB.',
  ),
  sts_week_unreadable: error(
    ['semaine illisible ou d’une autre année', 'semaines illisibles ou d’une autre année'],
    'Une semaine d’une alternance n’a pas de date lisible, ou n’est pas de l’année scolaire ; les séances de ses cours que l’ENT connaît sont conservées.',
    'Vérifiez dans votre logiciel d’emploi du temps le calendrier de l’année et ses alternances, puis refaites l’export vers STSWEB.',
  ),
  sts_slot_unreadable: error(
    ['cours illisible', 'cours illisibles'],
    'Un cours n’a pas de jour, d’heure ou de durée lisibles ; ses séances que l’ENT connaît sont conservées.',
    'Replacez ce cours dans votre logiciel d’emploi du temps, puis refaites l’export vers STSWEB.',
  ),
  sts_code_missing: error(
    ['division, groupe ou service sans code', 'divisions, groupes ou services sans code'],
    'Une division, un groupe ou un service n’a pas de code : rien ne dit pour qui, ou en quoi, est le cours.',
    'Refaites l’export vers STSWEB ; si l’erreur revient, signalez-la à l’assistance de votre logiciel d’emploi du temps.',
  ),
};

/** Reports what of an exchange with STSWEB cannot be read. */
export class StsProblems {
  constructor(private readonly list: ProblemList) {}

  /** @param value never a person's name */
  report(code: StsProblem, { line }: Pick<StsElement, 'line'>, value: string): void {
    this.list.report(code, { line, value, entry: ENTRIES[code] });
  }

  /** What readers of every format may report. */
  reportReading(code: ReadingProblemCode, value?: string): void {
    this.list.report(code, value === undefined ? {} : { value });
  }

  all(): readonly Problem[] {
    return this.list.all();
  }
}
