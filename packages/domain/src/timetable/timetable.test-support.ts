import type { Directory, DirectoryTeacher } from '../directory/directory.js';
import type { ImportTarget } from '../import/import-context.js';
import type { CurrentState, ServiceRecord, StructurePlan } from '../plan/plan.js';
import { maskOf } from '../calendar/week-mask.js';
import type {
  CourseResource,
  FileClass,
  FileCourse,
  FileGroup,
  FileMembership,
  FilePupil,
  FileSubject,
  FileTeacher,
  ResourceKind,
  TimePlace,
  Timetable,
} from './timetable.js';

/** Small timetables written by hand, for tests: a school year of 2025-2026, Monday to Friday, ten places from 08:00. */
export const YEAR = { startsOn: '2025-09-01', endsOn: '2026-07-04', firstMonday: '2025-09-01' } as const;

export const TARGET: ImportTarget = {
  campusCode: 'hugo',
  establishmentId: undefined,
  establishments: [
    { id: 'hugo/college', code: 'college', uai: '9990001X', name: 'Collège Hugo', timeZone: 'Europe/Paris' },
  ],
};

const places: TimePlace[] = Array.from({ length: 10 }, (_, number) => ({
  startMinute: 480 + number * 60,
  endMinute: 540 + number * 60,
}));

export function timetableOf(parts: Partial<Timetable> = {}): Timetable {
  return {
    format: 'edt',
    version: '1.1',
    software: undefined,
    uais: ['9990001X'],
    year: YEAR,
    grid: { placeMinutes: 60, places, openDays: [1, 2, 3, 4, 5] },
    subjects: [],
    teachers: [],
    classes: [],
    groups: [],
    rooms: [],
    pupils: [],
    courses: [],
    ...parts,
  };
}

export const subject = (ident: number, code: string, label: string): FileSubject => ({
  ident,
  line: ident,
  code,
  label,
});

export const teacher = (
  ident: number,
  lastName: string,
  firstName: string,
  more: Partial<FileTeacher> = {},
): FileTeacher => ({ ident, line: ident, lastName, firstName, ...more });

export const classRow = (ident: number, name: string, parts: number[] = []): FileClass => ({
  ident,
  line: ident,
  name,
  parts,
});

export const group = (ident: number, name: string, more: Partial<FileGroup> = {}): FileGroup => ({
  ident,
  line: ident,
  name,
  classes: [],
  parts: [],
  ...more,
});

export const member = (ident: number, startsOn = '', endsOn = ''): FileMembership => ({
  ident,
  startsOn,
  endsOn,
});

export const pupil = (
  ident: number,
  lastName: string,
  firstName: string,
  more: Partial<FilePupil> = {},
): FilePupil => ({ ident, line: ident, lastName, firstName, classes: [], parts: [], ...more });

/** A resource of a course, active in those weeks. */
export const during = (kind: ResourceKind, ident: number, weeks: Iterable<number>): CourseResource => ({
  kind,
  ident,
  weeks: maskOf(weeks),
});

export const course = (more: Partial<FileCourse> = {}): FileCourse => ({
  line: 100,
  day: 1,
  firstPlace: 0,
  placeCount: 1,
  subject: 1,
  resources: [],
  cancelledWeeks: 0n,
  ...more,
});

/** Two classes of two pupils, a group over both, three subjects, two teachers: everything a plan compares. */
export function smallSchool(): Timetable {
  const weeks = [1, 2, 3, 4, 5, 6, 7, 10, 11, 12];
  return timetableOf({
    subjects: [
      subject(1, 'FRANC', 'FRANCAIS'),
      subject(2, 'MATHS', 'MATHEMATIQUES'),
      subject(3, 'LATIN', 'LATIN'),
    ],
    teachers: [teacher(1, 'MARTIN', 'Zoé', { idpn: 'T1' }), teacher(2, 'BERNARD', 'Luc', { idpn: 'T2' })],
    classes: [classRow(1, '6A', [11, 12]), classRow(2, '6B', [21, 22])],
    groups: [group(1, '6AB LATIN', { parts: [11, 21] }), group(2, '6A GR.2', { parts: [12] })],
    rooms: [
      { ident: 1, line: 1, name: 'B12' },
      { ident: 2, line: 2, name: 'B13' },
    ],
    pupils: [
      pupil(1, 'DURAND', 'Léo', { idpn: 'P1', classes: [member(1)], parts: [member(11)] }),
      pupil(2, 'PETIT', 'Ana', { idpn: 'P2', classes: [member(1)], parts: [member(12)] }),
      pupil(3, 'LEROY', 'Tom', { idpn: 'P3', classes: [member(2)], parts: [member(21)] }),
      pupil(4, 'MOREAU', 'Eva', { idpn: 'P4', classes: [member(2)], parts: [member(22)] }),
    ],
    courses: [
      course({
        subject: 1,
        resources: [during('teacher', 1, weeks), during('class', 1, weeks), during('room', 1, weeks)],
      }),
      course({
        subject: 1,
        day: 2,
        resources: [during('teacher', 1, weeks), during('class', 2, weeks), during('room', 1, weeks)],
      }),
      course({
        subject: 2,
        day: 2,
        firstPlace: 2,
        placeCount: 2,
        resources: [during('teacher', 2, weeks), during('class', 1, weeks), during('room', 2, weeks)],
      }),
      course({ subject: 2, day: 3, resources: [during('teacher', 2, weeks), during('class', 2, weeks)] }),
      course({ subject: 3, day: 4, resources: [during('teacher', 1, weeks), during('group', 1, weeks)] }),
      course({ subject: 2, day: 5, resources: [during('teacher', 2, weeks), during('group', 2, weeks)] }),
    ],
  });
}

/** An ENT that knows everybody in the file, with the same names and identifiers. */
export function directoryOf({ teachers, pupils, classes }: Timetable): Directory {
  return {
    teachers: teachers.map((row) => ({
      id: `t${row.ident}`,
      ...civilData(row),
      ...given('stsId', row.stsId),
    })),
    pupils: pupils.map((row) => ({
      id: `p${row.ident}`,
      ...civilData(row),
      ...given('nationalId', row.nationalId),
      ...given('sieclId', row.sieclId),
    })),
    classes: classes.map(({ ident, name }) => ({
      id: `class${ident}`,
      name,
      establishmentId: 'hugo/college',
    })),
  };
}

function civilData({
  lastName,
  firstName,
  birthDate,
  idpn,
}: FileTeacher | FilePupil): Omit<DirectoryTeacher, 'id'> {
  return { lastName, firstName, ...given('birthDate', birthDate), ...given('idpn', idpn) };
}

function given<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  const record: Partial<Record<K, string>> = {};
  if (value !== undefined) record[key] = value;
  return record;
}

export const EMPTY_STATE: CurrentState = {
  subjects: [],
  services: [],
  closures: [],
  groups: [],
  year: { label: '2025-2026', startsOn: YEAR.startsOn, endsOn: YEAR.endsOn, state: 'awaiting_first_import' },
};

/** The current state once a plan has been applied to an empty one. */
export function stateAfter(
  { subjects, services, closures, groups, kept }: StructurePlan,
  on: string,
): CurrentState {
  const keptSubjects = kept.flatMap((change) =>
    change.kind === 'subject' && change.before !== undefined ? [change.before] : [],
  );
  const keptServices = kept.flatMap((change) =>
    change.kind === 'service' && change.before !== undefined ? [change.before] : [],
  );
  const isKept = (service: ServiceRecord) =>
    keptServices.some(
      ({ subjectKey, audience }) => subjectKey === service.subjectKey && audience === service.audience,
    );
  return {
    subjects: [...subjects, ...keptSubjects].map((record) => ({ ...record, imported: true })),
    services: [...services.filter((service) => !isKept(service)), ...keptServices],
    closures: closures.map((run) => ({ ...run, kept: false })),
    groups: groups.map(({ key, name, establishmentIds, classIds, members }) => ({
      key,
      name,
      establishmentIds,
      classIds,
      pupilIds: members
        .filter(({ role, endsOn }) => role === 'pupil' && endsOn >= on)
        .map(({ personId }) => personId),
    })),
    year: { ...EMPTY_STATE.year, state: 'open' },
  };
}
