import { WEEKLY_HOURS } from './occupancy.js';
import type { Random } from './random.js';
import type { Course, School } from './school.js';

/** Half of the share changes room, the other half day or hour. */
export function changeCourses(school: School, percent: number, random: Random): School {
  return mapShare(school, percent, random, (course, index) => moved(school, course, index, random));
}

export function dropCourses(school: School, percent: number, random: Random): School {
  return mapShare(school, percent, random, () => undefined);
}

/** A service is a subject taught to a class or group: all of its courses go. */
export function dropServices(school: School, percent: number, random: Random): School {
  const services = new Set(school.courses.filter(isTaught).map(serviceOf));
  const dropped = new Set(
    random.shuffle([...services]).slice(0, Math.round((services.size * percent) / 100)),
  );
  return {
    ...school,
    courses: school.courses.filter((course) => !isTaught(course) || !dropped.has(serviceOf(course))),
  };
}

/** As an export of which half of the classes were not ticked: they go with their pupils, their groups and their courses. */
export function dropClasses(school: School, percent: number, random: Random): School {
  const count = Math.round((school.classes.length * percent) / 100);
  const gone = new Set(random.shuffle([...school.classes]).slice(0, count));
  const goneParts = new Set([...gone].flatMap(({ parts }) => parts));
  const groups = new Map(
    school.groups.flatMap((group) => {
      const parts = group.parts.filter((part) => !goneParts.has(part));
      return parts.length === 0 && group.parts.length > 0 ? [] : [[group, { ...group, parts }]];
    }),
  );
  return {
    ...school,
    classes: school.classes.filter((each) => !gone.has(each)),
    groups: [...groups.values()],
    pupils: school.pupils.filter(({ schoolClass }) => !gone.has(schoolClass)),
    courses: school.courses.flatMap((course) => {
      const left = {
        ...course,
        classes: course.classes.filter((each) => !gone.has(each)),
        groups: course.groups.flatMap((group) => groups.get(group) ?? []),
      };
      return isTaught(course) && !isTaught(left) ? [] : [left];
    }),
  };
}

/** Each new subject takes over one existing course. */
export function addSubjects(school: School, count: number, random: Random): School {
  const last = Math.max(...school.subjects.map(({ ident }) => ident));
  const added = Array.from({ length: count }, (_, index) => ({
    ident: last + 1 + index,
    code: `NOUV${index + 1}`,
    label: `MATIÈRE NOUVELLE ${index + 1}`,
  }));
  const chosen = new Map(sample(school, count, random).map((course, index) => [course, added[index]]));
  return {
    ...school,
    subjects: [...school.subjects, ...added],
    courses: school.courses.map((course) => ({ ...course, subject: chosen.get(course) ?? course.subject })),
  };
}

/** @param week school week, from 1 */
export function closeWeek(school: School, week: number): School {
  return {
    ...school,
    courses: school.courses.map((course) => ({
      ...course,
      exceptWeeks: [...(course.exceptWeeks ?? []), week],
    })),
  };
}

const isTaught = ({ classes, groups }: Course): boolean => classes.length + groups.length > 0;

const serviceOf = ({ subject, classes, groups }: Course): string =>
  `${subject.code}|${[...classes, ...groups].map(({ name }) => name).join('+')}`;

function sample(school: School, count: number, random: Random): Course[] {
  return random.shuffle(school.courses.filter(isTaught)).slice(0, count);
}

function mapShare(
  school: School,
  percent: number,
  random: Random,
  change: (course: Course, index: number) => Course | undefined,
): School {
  const count = Math.round((school.courses.length * percent) / 100);
  const changed = new Map(
    sample(school, count, random).map((course, index) => [course, change(course, index)]),
  );
  return {
    ...school,
    courses: school.courses.flatMap((course) => (changed.has(course) ? (changed.get(course) ?? []) : course)),
  };
}

function moved(school: School, course: Course, index: number, random: Random): Course {
  if (index % 2 === 0) {
    return { ...course, room: random.pick(school.rooms.filter(({ ident }) => ident !== course.room?.ident)) };
  }
  const hours = WEEKLY_HOURS.filter(
    ({ day, firstPlace }) =>
      firstPlace + course.placeCount <= (day === 3 ? 8 : 20) &&
      !(day === course.day && firstPlace === course.firstPlace),
  );
  return { ...course, ...random.pick(hours) };
}
