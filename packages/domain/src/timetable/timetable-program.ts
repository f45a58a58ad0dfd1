import { capitalised } from '../text/french.js';
import { TIMETABLE_FORMATS, type TimetableFormat } from './timetable-format.js';

/** A program that writes timetables, as French sentences name it. */
export interface TimetableProgram {
  /** « dans EDT » */
  readonly name: string;
  /** « l’assistance d’EDT » */
  readonly of: string;
  /** « tel qu’EDT l’a produit » */
  readonly that: string;
}

const PROGRAMS: Readonly<Record<TimetableFormat, TimetableProgram>> = {
  edt: { name: 'EDT', of: 'd’EDT', that: 'qu’EDT' },
  udt: { name: 'UnDeuxTEMPS', of: 'd’UnDeuxTEMPS', that: 'qu’UnDeuxTEMPS' },
  // All of them write it.
  sts: {
    name: 'votre logiciel d’emploi du temps',
    of: 'de votre logiciel d’emploi du temps',
    that: 'que votre logiciel d’emploi du temps',
  },
};

const UNKNOWN: TimetableProgram = {
  name: 'le logiciel d’emploi du temps',
  of: 'du logiciel d’emploi du temps',
  that: 'que le logiciel d’emploi du temps',
};

const isFormat = (format: string): format is TimetableFormat => format in PROGRAMS;

/** The program that writes files of this format. @param format of an import: null while it is not known */
export const programOf = (format: string | null | undefined): TimetableProgram =>
  typeof format === 'string' && isFormat(format) ? PROGRAMS[format] : UNKNOWN;

/** The program of a school that accepts these formats: the first of those that it may use. */
export const programOfSchool = (formats: readonly TimetableFormat[]): TimetableProgram =>
  programOf(TIMETABLE_FORMATS.find((format) => formats.includes(format)));

/**
 * A text written for EDT, the program of most schools, in the words of another: « collez l’adresse dans EDT » says « dans
 * UnDeuxTEMPS ». Names of files (`EDT_…`) stay.
 */
export const inWordsOf = ({ name, of, that }: TimetableProgram, text: string): string =>
  text.replaceAll(MENTIONS, (_, start: string | undefined, before: string | undefined) => {
    if (before === 'd’') return of;
    if (before === 'qu’') return that;
    return start === undefined ? name : start + capitalised(name);
  });

/** « EDT », with what elides before it, or with the end of the sentence before it. */
const MENTIONS = /(?:(^|[.!?] )|\b(d’|qu’))?\bEDT\b(?!_)/g;

/** What is said of every program, or in the words of the one that wrote the file: « Vérifiez dans les paramètres d’EDT… ». */
export type ProgramSentence = string | ((program: TimetableProgram) => string);

export const saidOf = (program: TimetableProgram, sentence: ProgramSentence): string =>
  typeof sentence === 'string' ? sentence : sentence(program);

/** What is to be done about a file that cannot be its sender's fault. */
export const exportAgain = ({ name, of }: TimetableProgram): string =>
  `Refaites l’export depuis ${name} ; si l’erreur revient, signalez-la à l’assistance ${of}.`;
