import { frenchDate } from '../calendar/local-date.js';
import { frenchCount, frenchInteger, frenchList, frenchSpacing } from '../text/french.js';

/** What tells somebody or something of the ENT apart from others of the same name; empty where it says nothing. */
export interface Distinction {
  /** Of a person. */
  readonly birthDate: string | null;
  /** A pupil's class; classes that a group draws from. */
  readonly classes: readonly string[];
  /** A teacher's, by label. */
  readonly subjects: readonly string[];
  /** A class's. */
  readonly establishment: string | null;
  /** How many pupils a class or group has. */
  readonly pupils: number | null;
}

/** Named at most: the others are counted. */
const MOST_NAMED = 3;

/** In French, what helps most first: « MATHS », « date de naissance : 12/03/1975 ». */
export function distinctionDetails(distinction: Distinction): string[] {
  const { birthDate, classes, subjects, establishment, pupils } = distinction;
  const [firstSubject, ...otherSubjects] = subjects;
  const [firstClass, ...otherClasses] = classes;
  return [
    ...(firstSubject === undefined ? [] : [someOf([firstSubject, ...otherSubjects])]),
    ...(firstClass === undefined
      ? []
      : [`${otherClasses.length === 0 ? 'classe' : 'classes'} ${someOf([firstClass, ...otherClasses])}`]),
    ...(establishment === null ? [] : [establishment]),
    ...(pupils === null ? [] : [frenchCount(pupils, 'élève', 'élèves')]),
    ...(birthDate === null ? [] : [frenchSpacing(`date de naissance : ${frenchDate(birthDate)}`)]),
  ];
}

function someOf(names: readonly string[]): string {
  const others = names.length - MOST_NAMED;
  if (others <= 0) return frenchList(names);
  return `${names.slice(0, MOST_NAMED).join(', ')} et ${frenchInteger(others)} ${others === 1 ? 'autre' : 'autres'}`;
}
