import type { Matching } from '../directory/match.js';
import { sortedSet, type AudienceIndex } from '../sessions/audience.js';
import type { Ident, Timetable } from '../timetable/timetable.js';
import { countChanges } from './counting.js';
import type { CurrentState, Change, KindCounts, ServiceRecord, SubjectRecord } from './plan.js';
import { UNKNOWN_SUBJECT } from './subject-key.js';
import { settledTeachers } from './taught.js';
import type { Teaching } from './teaching.js';

interface ServicesInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly current: Pick<CurrentState, 'services' | 'groups' | 'subjects' | 'unmatchedNames'>;
  readonly teachings: readonly Teaching[];
  readonly index: AudienceIndex;
  readonly subjects: readonly SubjectRecord[];
  readonly subjectKeys: ReadonlyMap<Ident, string>;
}

interface ServicesPlan {
  readonly services: readonly ServiceRecord[];
  readonly changes: readonly Change[];
  readonly counts: KindCounts;
}

/**
 * Compares teaching services by (subject, audience). A service whose class, group or teachers have merely been matched
 * since the last import is the same one, renamed.
 */
export function planServices(input: ServicesInput): ServicesPlan {
  const services = servicesOf(input);
  const labels = new ServiceLabels(input);
  const settle = settledReferences(input);
  const exact = new Map(input.current.services.map((service) => [keyOf(service), service]));
  const settled = new Map(input.current.services.map((service) => [keyOf(settle(service)), service]));
  const found = new Set<ServiceRecord>();
  const changes: Change[] = [];
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
    else {
      const type = isSame(settle(before), after) ? 'renamed' : 'modified';
      changes.push({ kind: 'service', type, key, label: labels.of(after), before, after });
    }
  }
  for (const before of input.current.services) {
    if (found.has(before)) continue;
    changes.push({
      kind: 'service',
      type: 'deleted',
      key: keyOf(before),
      label: labels.of(before),
      before,
    });
  }
  return { services, changes, counts: countChanges(changes, unchanged) };
}

/** Services of the file, in the order of their keys. */
function servicesOf({ teachings, subjectKeys }: ServicesInput): ServiceRecord[] {
  const services = new Map<string, ServiceRecord>();
  for (const { subject, audience, teachers, yearlyMinutes } of teachings) {
    const service: ServiceRecord = {
      subjectKey: (subject === undefined ? undefined : subjectKeys.get(subject)) ?? UNKNOWN_SUBJECT,
      audience: audience.item,
      teachers,
      yearlyMinutes,
      establishmentIds: audience.establishmentIds,
    };
    // Two rows of one subject, or two unmatched groups of one name, add up.
    const same = services.get(keyOf(service));
    services.set(keyOf(service), same === undefined ? service : sum(same, service));
  }
  return [...services.keys()].sort().flatMap((key) => services.get(key) ?? []);
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

function isSame(a: ServiceRecord, b: ServiceRecord): boolean {
  return (
    a.audience === b.audience &&
    a.yearlyMinutes === b.yearlyMinutes &&
    a.teachers.join('\n') === b.teachers.join('\n') &&
    a.establishmentIds.join('\n') === b.establishmentIds.join('\n')
  );
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
