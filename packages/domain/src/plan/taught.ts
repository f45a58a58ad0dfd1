import { groupBy } from '../collections/group-by.js';
import type { Matching } from '../directory/match.js';
import { sortedSet } from '../sessions/audience.js';
import type { CourseResource, Ident, Timetable } from '../timetable/timetable.js';
import { TimetableIndex } from '../timetable/timetable-index.js';
import type { CurrentState } from './plan.js';
import { subjectKeyOf, UNKNOWN_SUBJECT } from './subject-key.js';
import { teachingsOf } from './teaching.js';

/** One subject taught to a class or group. */
export interface Lesson {
  /** Natural key of the subject: comparable whatever key the current state has kept for it. */
  readonly subject: string;
  /** Sorted teacher references. */
  readonly teachers: readonly string[];
  readonly yearlyMinutes: number;
}

/** What each class and group is taught, in the file and in the current state: comparable whatever their names have become. */
export interface TaughtIndex {
  readonly inFile: (kind: 'class' | 'group', ident: Ident) => readonly Lesson[];
  /** @param item audience item of the current state: `c:<ENT class id>`, `g:<group key>` */
  readonly inCurrent: (item: string) => readonly Lesson[];
}

export function taughtIndex(
  timetable: Timetable,
  { teachers }: Pick<Matching, 'teachers'>,
  current: Pick<CurrentState, 'services' | 'subjects'>,
): TaughtIndex {
  const subjectsOfFile = new Map(timetable.subjects.map((row) => [row.ident, subjectKeyOf(row)]));
  const currentSubjects = new Map(current.subjects.map((known) => [known.key, subjectKeyOf(known)]));
  const settled = settledTeachers({ teachers });
  const inFile = teachingsOf(timetable, { teachers }, audiencesByIdent(timetable)).map((teaching) => ({
    item: teaching.audience.item,
    subject: subjectsOfFile.get(teaching.subject ?? Number.NaN) ?? UNKNOWN_SUBJECT,
    teachers: teaching.teachers,
    yearlyMinutes: teaching.yearlyMinutes,
  }));
  const inCurrent = current.services.map((service) => ({
    item: service.audience,
    subject: currentSubjects.get(service.subjectKey) ?? service.subjectKey,
    teachers: service.teachers.map(settled),
    yearlyMinutes: service.yearlyMinutes,
  }));
  const [ofFile, ofCurrent] = [lessonsByItem(inFile), lessonsByItem(inCurrent)];
  return {
    inFile: (kind, ident) => ofFile.get(itemOf(kind, ident)) ?? [],
    inCurrent: (item) => ofCurrent.get(item) ?? [],
  };
}

/** Subjects in order, each once: two rows of one subject add up. */
function lessonsByItem(lessons: readonly (Lesson & { readonly item: string })[]): Map<string, Lesson[]> {
  const found = new Map<string, Lesson[]>();
  for (const [item, ofItem] of groupBy(lessons, (lesson) => lesson.item)) {
    const bySubject = [...groupBy(ofItem, ({ subject }) => subject)].sort(([a], [b]) => (a < b ? -1 : 1));
    found.set(
      item,
      bySubject.map(([subject, rows]) => ({
        subject,
        teachers: sortedSet(rows.flatMap(({ teachers }) => teachers)),
        yearlyMinutes: rows.reduce((sum, { yearlyMinutes }) => sum + yearlyMinutes, 0),
      })),
    );
  }
  return found;
}

/** Rewrites the reference of the current state to a teacher who is matched now and was not then. */
export function settledTeachers({ teachers }: Pick<Matching, 'teachers'>): (reference: string) => string {
  const settled = new Map<string, string>();
  for (const { key, targetId } of teachers.values()) {
    if (targetId !== undefined) settled.set(`?${key}`, targetId);
  }
  return (reference) => settled.get(reference) ?? reference;
}

const itemOf = (kind: 'class' | 'group', ident: Ident): string => `${kind} ${ident}`;

/** The classes and groups of the file by their number: what they will be called is not known yet. */
function audiencesByIdent(timetable: Timetable): {
  readonly of: (resource: CourseResource) => { readonly item: string } | undefined;
} {
  const index = new TimetableIndex(timetable);
  const audiences = new Map<string, { readonly item: string }>();
  return {
    of: (resource) => {
      const found = index.audienceOf(resource);
      if (found === undefined) return undefined;
      const item = itemOf(found.kind, found.ident);
      const audience = audiences.get(item) ?? { item };
      audiences.set(item, audience);
      return audience;
    },
  };
}
