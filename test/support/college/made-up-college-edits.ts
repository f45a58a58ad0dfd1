import { expectedSessions, type School } from '@timetable/generator';
import { clockTime } from './clock-time.js';
import { EDITED_AT, type CollegeChanges, type EditedCourse } from './college.js';

type Course = School['courses'][number];

const FRIDAY = 5;
const HALF_HOUR = 30;
const DAY_STARTS = 8 * 60;

/**
 * The school after a morning's work in EDT: a room, a teacher, a course less, a course more. Taken among the weekly courses
 * of one class on Fridays: a class is at one place at a time, so that day, hour and class tell such a course from all others.
 */
export function editedSchool(school: School): {
  readonly school: School;
  readonly changes: CollegeChanges;
} {
  const [movedCourse, takenOver, removed] = school.courses.filter(
    ({ day, rhythm, classes, teachers }) =>
      day === FRIDAY && rhythm === 'every' && classes.length === 1 && teachers.length === 1,
  );
  if (movedCourse === undefined || takenOver === undefined || removed === undefined)
    throw new Error('The made-up college has too few courses on Fridays');
  const newRoom = other(school.rooms, movedCourse.room);
  const newTeacher = other(school.teachers, takenOver.teachers[0]);
  // On Wednesdays nobody is at school after noon.
  const added: Course = { ...movedCourse, day: 3, firstPlace: 18, placeCount: 2, room: undefined };
  const edited = {
    ...school,
    courses: [
      ...school.courses.flatMap((course) => {
        if (course === removed) return [];
        if (course === movedCourse) return [{ ...course, room: newRoom }];
        if (course === takenOver) return [{ ...course, teachers: [newTeacher] }];
        return [course];
      }),
      added,
    ],
  };
  return {
    school: edited,
    changes: {
      otherRoom: { ...described(school, movedCourse), newRoom: newRoom.name },
      otherTeacher: {
        ...described(school, takenOver),
        newTeacherId: `college-enseignant-${newTeacher.stsId}`,
      },
      removed: described(school, removed),
      added: described(edited, added),
    },
  };
}

function other<T>(all: readonly T[], present: T | undefined): T {
  const found = all.find((each) => each !== present);
  if (found === undefined) throw new Error('The made-up college has only one');
  return found;
}

function described(school: School, course: Course): EditedCourse {
  return {
    weekday: course.day,
    start: clockTime(DAY_STARTS + HALF_HOUR * course.firstPlace),
    subjectCode: course.subject.code,
    className: course.classes[0]?.name ?? '',
    futureSessions: [...expectedSessions(school)].filter(
      (session) => session.course === course && session.date > EDITED_AT.slice(0, 10),
    ).length,
  };
}
