import type { EntDirectory } from '@timetable/generator';

/** A stay in a part of a class: ISO dates, both included. */
export interface Stay {
  readonly part: number;
  readonly from: string;
  readonly to: string;
}

export interface FieldPupil {
  readonly ident: number;
  readonly name: string;
  readonly birthDate: string;
  readonly idpn?: string;
  readonly ine?: string;
  readonly classIdent: number;
  readonly stays: readonly Stay[];
}

export interface FieldCourse {
  readonly day: number;
  readonly place: number;
  readonly subject: number;
  readonly weeks: bigint;
  readonly teachers?: readonly number[];
  readonly classes?: readonly number[];
  readonly groups?: readonly number[];
  readonly parts?: readonly number[];
  readonly rooms?: readonly number[];
  /** Pupils listed one by one. */
  readonly pupils?: readonly number[];
  /** Other weeks for one of the classes. */
  readonly classWeeks?: ReadonlyMap<number, bigint>;
}

/** A school small enough to be read, with two classes, a pair of language groups and six pupils. */
export interface FieldSchool {
  readonly version: string;
  readonly uai: string;
  readonly establishment: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly firstMonday: string;
  /** Minutes from midnight at which the places of a day begin; each lasts an hour. */
  readonly places: readonly number[];
  readonly subjects: readonly { readonly ident: number; readonly code: string; readonly label: string }[];
  readonly teachers: readonly { readonly ident: number; readonly name: string }[];
  readonly classes: readonly {
    readonly ident: number;
    readonly name: string;
    readonly parts: readonly number[];
  }[];
  readonly groups: readonly {
    readonly ident: number;
    readonly name: string;
    readonly parts: readonly number[];
  }[];
  readonly rooms: readonly { readonly ident: number; readonly name: string }[];
  readonly pupils: readonly FieldPupil[];
  readonly courses: readonly FieldCourse[];
}

/** Weeks 1 to 44 but 9, 10, 17, 18, 24, 25, 33 and 34. */
export const TAUGHT_WEEKS = weeksBut(44, [9, 10, 17, 18, 24, 25, 33, 34]);

export function weeksBut(last: number, closed: readonly number[]): bigint {
  let mask = 0n;
  for (let week = 1; week <= last; week += 1) if (!closed.includes(week)) mask |= 1n << BigInt(week);
  return mask;
}

/** @param prefix of every name, so that two schools of a campus share none */
export function fieldSchool({ uai = '9990001X', establishment = 'clg', prefix = '5' } = {}): FieldSchool {
  const stay = (part: number): Stay => ({ part, from: '2026-09-01', to: '2027-07-02' });
  return {
    version: '1.1',
    uai,
    establishment,
    startsOn: '2026-09-01',
    endsOn: '2027-07-02',
    firstMonday: '2026-08-31',
    places: [8, 9, 10, 11, 13, 14, 15, 16].map((hour) => hour * 60),
    subjects: [
      { ident: 3, code: 'LETT', label: 'LETTRES' },
      { ident: 4, code: 'CALC', label: 'CALCUL' },
      { ident: 5, code: 'LANG', label: 'LANGUE VIVANTE' },
      { ident: 6, code: 'SCIE', label: 'SCIENCES' },
    ],
    teachers: [
      { ident: 21, name: `AUBERT${prefix}` },
      { ident: 22, name: `BLANC${prefix}` },
      { ident: 23, name: `COSTE${prefix}` },
      { ident: 24, name: `DÉCHAMPS${prefix}` },
    ],
    classes: [
      { ident: 7, name: `${prefix}R`, parts: [71, 72] },
      { ident: 8, name: `${prefix}S`, parts: [81, 82] },
    ],
    groups: [
      { ident: 31, name: `${prefix}RS LANG 1`, parts: [71, 81] },
      { ident: 32, name: `${prefix}RS LANG 2`, parts: [72, 82] },
    ],
    rooms: [
      { ident: 91, name: 'Préau' },
      { ident: 92, name: 'D102' },
      { ident: 93, name: 'D103' },
    ],
    pupils: [71, 72, 71, 81, 82, 81].map((part, index) => ({
      ident: 101 + index,
      name: `ENFANT${prefix}${index}`,
      birthDate: `2014-05-0${index + 1}`,
      idpn: `${prefix}ZZZZYYYYXXXX00${index}`,
      classIdent: part < 80 ? 7 : 8,
      stays: [stay(part)],
    })),
    courses: [1, 2, 3, 4, 5].flatMap((day): FieldCourse[] => [
      { day, place: 0, subject: 3, weeks: TAUGHT_WEEKS, teachers: [21], classes: [7], rooms: [91] },
      { day, place: 0, subject: 4, weeks: TAUGHT_WEEKS, teachers: [22], classes: [8], rooms: [92] },
      { day, place: 1, subject: 4, weeks: TAUGHT_WEEKS, teachers: [22], classes: [7], rooms: [91] },
      { day, place: 1, subject: 3, weeks: TAUGHT_WEEKS, teachers: [21], classes: [8], rooms: [92] },
      { day, place: 2, subject: 5, weeks: TAUGHT_WEEKS, teachers: [23], groups: [31], rooms: [91] },
      { day, place: 2, subject: 5, weeks: TAUGHT_WEEKS, teachers: [24], groups: [32], rooms: [92] },
    ]),
  };
}

/** As a school's directory service would know it. @param idOf the id of a class, by its name */
export function fieldDirectory(
  { teachers, classes, pupils, establishment }: FieldSchool,
  idOf = (name: string): string => `c-${name}`,
): EntDirectory {
  const classIds = new Map(classes.map(({ ident, name }) => [ident, idOf(name)]));
  return {
    teachers: teachers.map(({ ident, name }) => ({
      id: `t${ident}-${name}`,
      lastName: name,
      firstName: 'Camille',
      idpn: `T${ident}${name.slice(-1)}`,
    })),
    classes: classes.map(({ name }) => ({ id: idOf(name), name, establishment })),
    pupils: pupils.map(({ ident, name, birthDate, idpn, ine, classIdent }) => ({
      id: `p${ident}-${name}`,
      lastName: name,
      firstName: 'Alix',
      birthDate,
      ...(idpn === undefined ? {} : { idpn }),
      ...(ine === undefined ? {} : { nationalId: ine }),
      classId: classIds.get(classIdent) ?? '',
    })),
    users: [{ id: 'u-secretariat', lastName: 'Cléry', firstName: 'Maud', email: 'maud@ecole.test' }],
  };
}
