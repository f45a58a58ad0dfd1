import type { CurrentState } from '../plan/plan.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { Timetable } from '../timetable/timetable.js';

/**
 * French names of the sections that a file leaves empty though the current state has what they would hold (« les matières », « les
 * cours »…): a damaged or partial export, never an order to delete everything. Reject the file with `section_empty`.
 */
export function emptySections(
  timetable: Timetable,
  current: Pick<CurrentState, 'subjects' | 'services' | 'groups'>,
): string[] {
  const { subjects, services, groups } = current;
  const activeResources = activeResourcesOf(timetable.year);
  const hasSessions = timetable.courses.some((course) => activeResources(course).length > 0);
  const isTaughtTo = (kind: 'c:' | 'g:') => services.some(({ audience }) => audience.startsWith(kind));
  const sections: readonly [name: string, isEmpty: boolean, isFilled: boolean][] = [
    ['les matières', timetable.subjects.length === 0, subjects.some(({ imported }) => imported)],
    [
      'les professeurs',
      timetable.teachers.length === 0,
      services.some(({ teachers }) => teachers.length > 0),
    ],
    ['les classes', timetable.classes.length === 0, isTaughtTo('c:')],
    ['les groupes', timetable.groups.length === 0, groups.length > 0 || isTaughtTo('g:')],
    ['les élèves', timetable.pupils.length === 0, groups.some(({ pupilIds }) => pupilIds.length > 0)],
    ['les cours', !hasSessions, services.length > 0],
  ];
  return sections.filter(([, isEmpty, isFilled]) => isEmpty && isFilled).map(([name]) => name);
}
