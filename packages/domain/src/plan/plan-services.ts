import { localDates } from '../calendar/local-date.js';
import type { Matching } from '../directory/match.js';
import { sortedSet, type AudienceIndex } from '../sessions/audience.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { countChanges } from './counting.js';
import type { CurrentState, Change, KindCounts, ServiceRecord, SubjectRecord } from './plan.js';
import { mayBeOf } from '../unread/course-traces.js';
import type { CourseTrace } from '../unread/unread-plan.js';
import { UNKNOWN_SUBJECT } from './subject-key.js';
import { settledTeachers } from './taught.js';
import { isComparableDay, schoolDaysOf } from './school-days.js';
import {
  isSameWeeklyVolume,
  minutesByDayOf,
  minutesByDayOfLessons,
  taughtDaysOf,
  type WeeklyLessons,
} from './taught-days.js';
import type { Teaching } from './teaching.js';

interface ServicesInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly current: Pick<CurrentState, 'services' | 'groups' | 'subjects' | 'unmatchedNames'>;
  readonly teachings: readonly Teaching[];
  readonly index: AudienceIndex;
  readonly subjects: readonly SubjectRecord[];
  readonly subjectKeys: ReadonlyMap<Ident, string>;
  /** Courses that are not wholly read: what may be part of one stays as it is. */
  readonly traces: readonly CourseTrace[];
}

interface ServicesPlan {
  readonly services: readonly ServiceRecord[];
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
  readonly kept: readonly Change[];
}

/**
 * Compares teaching services by (subject, audience). One that has other teachers or another weekly volume is modified; one
 * whose class, group or teachers have merely been matched since the last import is the same, renamed; one that only has
 * more or fewer weeks in its year is unchanged.
 */
export function planServices(input: ServicesInput): ServicesPlan {
  const services = servicesOf(input);
  const labels = new ServiceLabels(input);
  const settle = settledReferences(input);
  const isSameVolume = volumes(input.current.services, services);
  const exact = new Map(input.current.services.map((service) => [keyOf(service), service]));
  const settled = new Map(input.current.services.map((service) => [keyOf(settle(service)), service]));
  const found = new Set<ServiceRecord>();
  const isInDoubt = serviceDoubts(input);
  const changes: Change[] = [];
  const kept: Change[] = [];
  const keep = (before: ServiceRecord) =>
    kept.push({
      kind: 'service',
      type: 'kept',
      key: keyOf(before),
      label: labels.of(before),
      before,
      after: before,
    });
  let unchanged = 0;
  for (const after of services) {
    const key = keyOf(after);
    const before = exact.get(key) ?? settled.get(key);
    if (before === undefined || found.has(before)) {
      changes.push({ kind: 'service', type: 'created', key, label: labels.of(after), after });
      continue;
    }
    found.add(before);
    if (isSame(before, after)) unchanged += 1;
    else if (isInDoubt(after) || isInDoubt(before)) keep(before);
    else {
      const isModified = !isSameTeaching(settle(before), after) || !isSameVolume(before, after);
      const type = isModified ? 'modified' : isSameTeaching(before, after) ? 'unchanged' : 'renamed';
      changes.push({ kind: 'service', type, key, label: labels.of(after), before, after });
    }
  }
  for (const before of input.current.services) {
    if (found.has(before)) continue;
    if (isInDoubt(settle(before))) keep(before);
    else {
      const label = labels.of(before);
      changes.push({ kind: 'service', type: 'deleted', key: keyOf(before), label, before });
    }
  }
  return { services, changes, kept, counts: countChanges(changes, unchanged) };
}

/** Whether a course that is not wholly read may be part of a service. */
function serviceDoubts({ traces }: ServicesInput): (service: ServiceRecord) => boolean {
  const relevant = traces.filter(
    ({ isAudienceWhole, areTeachersWhole, isVolumeWhole, subjectKey }) =>
      !isAudienceWhole || !areTeachersWhole || !isVolumeWhole || subjectKey === null,
  );
  return (service) => relevant.some((trace) => mayBeOf(trace, service));
}

/** Services of the file, in the order of their keys. */
function servicesOf({ teachings, subjectKeys, current }: ServicesInput): ServiceRecord[] {
  const services = new Map<
    string,
    { readonly service: ServiceRecord; readonly lessons: readonly WeeklyLessons[] }
  >();
  const taught = new Set(current.services.map(({ audience }) => audience));
  for (const { subject, isSubjectUnread, audience, teachers, lessons, yearlyMinutes } of teachings) {
    // A subject that cannot be read is most likely one that this class or group has already.
    if (isSubjectUnread && taught.has(audience.item)) continue;
    const service: ServiceRecord = {
      subjectKey: (subject === undefined ? undefined : subjectKeys.get(subject)) ?? UNKNOWN_SUBJECT,
      audience: audience.item,
      teachers,
      yearlyMinutes,
      taughtDays: [],
      establishmentIds: audience.establishmentIds,
    };
    // Two rows of one subject, or two unmatched groups of one name, add up.
    const key = keyOf(service);
    const same = services.get(key);
    services.set(
      key,
      same === undefined
        ? { service, lessons }
        : { service: sum(same.service, service), lessons: [...same.lessons, ...lessons] },
    );
  }
  const dateOf = localDates();
  return [...services.keys()].sort().flatMap((key) => {
    const found = services.get(key);
    if (found === undefined) return [];
    return [{ ...found.service, taughtDays: taughtDaysOf(minutesByDayOfLessons(found.lessons), dateOf) }];
  });
}

function sum(a: ServiceRecord, b: ServiceRecord): ServiceRecord {
  return {
    ...a,
    teachers: sortedSet([...a.teachers, ...b.teachers]),
    yearlyMinutes: a.yearlyMinutes + b.yearlyMinutes,
    establishmentIds: sortedSet([...a.establishmentIds, ...b.establishmentIds]),
  };
}

function keyOf({ subjectKey, audience }: ServiceRecord): string {
  return `${subjectKey}|${audience}`;
}

/** Nothing to write. */
const isSame = (a: ServiceRecord, b: ServiceRecord): boolean =>
  isSameTeaching(a, b) && a.yearlyMinutes === b.yearlyMinutes && linesOf(a).join() === linesOf(b).join();

const linesOf = ({ taughtDays }: ServiceRecord): string[] =>
  taughtDays.map(({ from, weeks, minutes }) => `${from} ${weeks} ${minutes}`);

function isSameTeaching(a: ServiceRecord, b: ServiceRecord): boolean {
  return (
    a.audience === b.audience &&
    a.teachers.join('\n') === b.teachers.join('\n') &&
    a.establishmentIds.join('\n') === b.establishmentIds.join('\n')
  );
}

/** Whether a service has the weekly volume it had, days off in all of its establishments aside. */
function volumes(
  current: readonly ServiceRecord[],
  file: readonly ServiceRecord[],
): (before: ServiceRecord, after: ServiceRecord) => boolean {
  const [daysBefore, daysAfter] = [schoolDaysOf(current), schoolDaysOf(file)];
  return (before, after) =>
    isSameWeeklyVolume({
      before: minutesByDayOf(before.taughtDays),
      after: minutesByDayOf(after.taughtDays),
      isCounted: (day) =>
        after.establishmentIds.some((id) => isComparableDay(day, daysBefore.get(id), daysAfter.get(id))),
    });
}

/** Rewrites a service of the current state with what is matched now and was not then. */
function settledReferences({ matching, index }: ServicesInput): (service: ServiceRecord) => ServiceRecord {
  const settledTeacher = settledTeachers(matching);
  const audiences = index.settledItems();
  return (service) => {
    const audience = audiences.get(service.audience);
    return {
      ...service,
      audience: audience?.item ?? service.audience,
      establishmentIds: audience?.establishmentIds ?? service.establishmentIds,
      teachers: sortedSet(service.teachers.map(settledTeacher)),
    };
  };
}

/** « ANGLAIS LV1 · 6A ». */
class ServiceLabels {
  readonly #subjects: ReadonlyMap<string, string>;
  readonly #audiences = new Map<string, string>();

  constructor({ current, subjects, timetable, index }: ServicesInput) {
    this.#subjects = new Map([...current.subjects, ...subjects].map(({ key, label }) => [key, label]));
    for (const [item, name] of current.unmatchedNames ?? []) this.#audiences.set(item, name);
    for (const { key, name } of current.groups) this.#audiences.set(`g:${key}`, name);
    const classNames = new Map(timetable.classes.map(({ ident, name }) => [ident, name.trim()]));
    const groupNames = new Map(timetable.groups.map(({ ident, name }) => [ident, name.trim()]));
    const fileNames = new Map<string, string>();
    for (const { item, file } of index.all()) {
      const name = (file.kind === 'class' ? classNames : groupNames).get(file.ident) ?? item;
      const other = fileNames.get(item);
      // Several unmatched rows may share an item: the first name of the alphabet, whatever the file's order.
      fileNames.set(item, other !== undefined && other < name ? other : name);
    }
    for (const [item, name] of fileNames) this.#audiences.set(item, name);
  }

  of({ subjectKey, audience }: ServiceRecord): string {
    const subject = this.#subjects.get(subjectKey) ?? subjectKey;
    return `${subject} · ${this.#audiences.get(audience) ?? audience.replace(/^[cg]:\??/, '')}`;
  }
}
