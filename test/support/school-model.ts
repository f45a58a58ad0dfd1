import { expectedSessions, type School } from '@timetable/generator';

export type Course = School['courses'][number];

/** What the rules count, worked out from a generated school itself: nothing here is shared with the product. */
interface Service {
  readonly teachers: string;
  readonly minutes: number;
}

/** Teaching services of a school by subject and class or group, over the days its calendar really opens. */
export function servicesOf(school: School): Map<string, Service> {
  const weeks = new Map<Course, number>();
  for (const { course } of expectedSessions(school)) weeks.set(course, (weeks.get(course) ?? 0) + 1);
  const services = new Map<string, { teachers: Set<number>; minutes: number }>();
  for (const [course, sessions] of weeks) {
    for (const key of keysOf(course)) {
      const service = services.get(key) ?? { teachers: new Set(), minutes: 0 };
      services.set(key, service);
      service.minutes += sessions * course.placeCount * 30;
      for (const { ident } of course.teachers) service.teachers.add(ident);
    }
  }
  return new Map(
    [...services].map(([key, { teachers, minutes }]) => [
      key,
      { teachers: [...teachers].sort((a, b) => a - b).join(), minutes },
    ]),
  );
}

const keysOf = ({ subject, classes, groups }: Course): string[] =>
  [...classes, ...groups].map(({ name }) => `${subject.code}|${name}`);

export function serviceChanges(
  before: School,
  after: School,
): {
  readonly created: number;
  readonly modified: number;
  readonly deleted: number;
  readonly inCurrent: number;
} {
  const [current, file] = [servicesOf(before), servicesOf(after)];
  const common = [...file].filter(([key]) => current.has(key));
  return {
    created: file.size - common.length,
    modified: common.filter(([key, service]) => !isSame(service, current.get(key))).length,
    deleted: current.size - common.length,
    inCurrent: current.size,
  };
}

const isSame = (a: Service, b: Service | undefined): boolean =>
  a.teachers === b?.teachers && a.minutes === b.minutes;

/** Sessions of a school after a day. */
export const sessionsAfter = (school: School, day: string): number =>
  [...expectedSessions(school)].filter(({ date }) => date > day).length;
