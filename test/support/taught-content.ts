import { expectedSessions, type School } from '@timetable/generator';
import type { EntContent } from './imports-in-memory.js';
import { servicesOf, type Course } from './school-model.js';

export const CONTENT_KINDS = ['sessions', 'services', 'memberships', 'groups', 'subjects'] as const;

/** What the ENT has of a school, line by line, in the school's own words. */
export type TaughtContent = Readonly<Record<(typeof CONTENT_KINDS)[number], readonly string[]>>;

interface Succession {
  /** The timetable in force before. */
  readonly before: School;
  /** Local date from which the other one is in force. */
  readonly from: string;
}

/**
 * What imports of a made-up school must give, worked out from the school itself: neither from its export nor by anything of
 * the product. Subjects without any course are left out, like the product's.
 * @param since sessions of its past stay; whoever leaves a group leaves it the day before
 */
export function contentOfSchool(school: School, since?: Succession): TaughtContent {
  const from = since?.from ?? '';
  const eve = since === undefined ? '' : dayBefore(from);
  const stays = membershipsOf(school);
  const over = since === undefined ? [] : membershipsOf(since.before).filter((stay) => !stays.includes(stay));
  return {
    sessions: [
      ...(since === undefined ? [] : sessionsOf(since.before, (date) => date < from)),
      ...sessionsOf(school, (date) => date >= from),
    ].sort(),
    services: [...servicesOf(school)]
      .map(([key, { teachers, minutes }]) => `${key} ${teachers} ${minutes}`)
      .sort(),
    memberships: [...stays, ...over.map((stay) => stay.replace(school.calendar.endsOn, eve))].sort(),
    groups: school.groups.map(({ name }) => name).sort(),
    subjects: school.subjects.map(({ code, label }) => `${code} ${label}`).sort(),
  };
}

function sessionsOf(school: School, isThen: (date: string) => boolean): string[] {
  const lines: string[] = [];
  for (const { date, startMinute, course } of expectedSessions(school)) {
    if (!isThen(date)) continue;
    const { subject, teachers, room, placeCount } = course;
    lines.push(
      sessionLine({
        date,
        startMinute,
        endMinute: startMinute + 30 * placeCount,
        subject: subject.code,
        audience: namesOf(course),
        teachers: teachers.map(({ ident }) => ident),
        rooms: room === undefined ? [] : [room.name],
      }),
    );
  }
  return lines;
}

const namesOf = ({ classes, groups }: Course): string[] => [...classes, ...groups].map(({ name }) => name);

function membershipsOf({ groups, pupils, courses, calendar: { startsOn, endsOn } }: School): string[] {
  return groups.flatMap(({ name, parts, ident }) => {
    const members = pupils.filter((pupil) => pupil.parts.some((part) => parts.includes(part)));
    const taught = courses.filter((course) => course.groups.some((group) => group.ident === ident));
    const teachers = new Set(taught.flatMap((course) => course.teachers.map((teacher) => teacher.ident)));
    return [
      ...members.map((pupil) => `${name} pupil ${pupil.sieclId} ${startsOn} ${endsOn}`),
      ...[...teachers].map((teacher) => `${name} teacher ${teacher} ${startsOn} ${endsOn}`),
    ];
  });
}

/** What the product has, in the same words. Ids of the ENT are those of the generator's directory for « college ». */
export function contentOfEnt(
  school: School,
  { structure, sessions, memberships }: EntContent,
): TaughtContent {
  const words = new EntWords(school, structure.groups);
  return {
    sessions: sessions
      .flatMap(({ state, content }) => (state === 'planned' ? sessionLine(words.session(content)) : []))
      .sort(),
    services: structure.services
      .map(({ subjectKey, audience, teachers, yearlyMinutes }) => {
        const by = teachers.map((id) => words.teacher(id)).sort((a, b) => a - b);
        return `${subjectKey}|${words.audience(audience)} ${by.join()} ${yearlyMinutes}`;
      })
      .sort(),
    memberships: [...memberships].flatMap(([key, periods]) => words.stays(key, periods)).sort(),
    groups: structure.groups.map(({ name }) => name).sort(),
    subjects: structure.subjects.map(({ code, label }) => `${code} ${label}`).sort(),
  };
}

class EntWords {
  readonly #names = new Map<string, string>();
  readonly #teachers: ReadonlyMap<string, number>;

  constructor(school: School, groups: EntContent['structure']['groups']) {
    for (const { ident, name } of school.classes) this.#names.set(`c:college-classe-${ident}`, name);
    for (const { key, name } of groups) this.#names.set(`g:${key}`, name);
    this.#teachers = new Map(
      school.teachers.map(({ stsId, ident }) => [`college-enseignant-${stsId}`, ident]),
    );
  }

  /** NaN for whoever is not known. */
  teacher(id: string): number {
    return this.#teachers.get(id) ?? Number.NaN;
  }

  audience(item: string): string {
    return this.#names.get(item) ?? item;
  }

  session({
    subjectKey,
    audience,
    teachers,
    ...session
  }: EntContent['sessions'][number]['content']): SessionWords {
    return {
      ...session,
      subject: subjectKey,
      audience: audience.map((item) => this.audience(item)),
      teachers: teachers.map((id) => this.teacher(id)),
    };
  }

  stays(key: string, periods: readonly { readonly startsOn: string; readonly endsOn: string }[]): string[] {
    const [group = '', role = '', person = ''] = key.split('\n');
    const who = role === 'teacher' ? this.teacher(person) : person.replace('college-eleve-', '');
    return periods.map(
      ({ startsOn, endsOn }) => `${this.audience(`g:${group}`)} ${role} ${who} ${startsOn} ${endsOn}`,
    );
  }
}

interface SessionWords {
  readonly date: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly subject: string;
  readonly audience: readonly string[];
  readonly teachers: readonly number[];
  readonly rooms: readonly string[];
}

const sessionLine = ({
  date,
  startMinute,
  endMinute,
  subject,
  audience,
  teachers,
  rooms,
}: SessionWords): string =>
  [
    ...[date, `${startMinute}-${endMinute}`, subject, [...audience].sort().join('+')],
    ...[[...teachers].sort((a, b) => a - b).join('+'), rooms.join('+')],
  ].join(' · ');

function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
