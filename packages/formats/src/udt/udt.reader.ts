import type { Timetable } from '@timetable/domain';
import { ProblemList } from '../reading/problem-list.js';
import type { TimetableReader } from '../timetable-reader.js';
import { readCalendar } from './udt-calendar.js';
import { UdtClassesAndGroups } from './udt-classes-and-groups.js';
import { isUdtFile, readUdtFiles, type UdtFiles } from './udt-files.js';
import { UdtLessons } from './udt-lessons.js';
import { UdtPeopleAndPlaces } from './udt-people-and-places.js';
import { UdtProblems } from './udt-problems.js';
import { readPupils } from './udt-pupils.js';
import { UdtSlots } from './udt-slots.js';

/** Calendar, parameters, teachers, subjects, half sequences, divisions, where fiches are placed, and lines. */
const REQUIRED = ['00', '04', '05', '07', '08', '11', '12', '24'];

/** The export of UnDeuxTEMPS: a zip of small files, recognised by their names (docs/formats/udt.md). */
export const udtReader: TimetableReader = {
  format: 'udt',

  recognise({ documents }) {
    return Promise.resolve(documents.some(isUdtFile) ? 'certain' : 'none');
  },

  async read(file, limits) {
    const files = await readUdtFiles(file, limits);
    const list = new ProblemList();
    const problems = new UdtProblems(list);
    problems.reportReading('read_by_description');
    for (const value of files.misdeclared) list.report('encoding_misdeclared', { value });
    for (const number of REQUIRED)
      if (!files.has(number)) problems.report('udt_file_missing', undefined, `UDCal_${number}.xml`);
    const timetable = timetableOf(files, problems);
    return { kind: 'timetable', timetable, sha256: files.sha256, problems: problems.all() };
  },
};

function timetableOf(files: UdtFiles, problems: UdtProblems): Timetable {
  const calendar = readCalendar(files, problems);
  const slots = new UdtSlots(files, problems);
  const people = new UdtPeopleAndPlaces(files, problems);
  const structure = new UdtClassesAndGroups(files, problems);
  const pupils = readPupils(files, structure, { calendar, problems });
  const { courses, unreadCourses } = new UdtLessons(files, { calendar, slots, people, structure, problems });
  const { subjects, teachers, rooms } = people;
  const { classes, groups } = structure;
  return {
    format: 'udt',
    version: '',
    software: undefined,
    uais: [],
    statesNoSchool: true,
    year: calendar.year,
    closures: calendar.closures,
    grid: slots.grid(),
    subjects,
    teachers,
    classes,
    groups,
    rooms,
    pupils,
    courses,
    ...(unreadCourses.length > 0 && { unreadCourses }),
  };
}
