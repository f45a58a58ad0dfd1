import { BOY_NAMES, GIRL_NAMES, LAST_NAMES, STREETS, TOWNS } from './french-names.js';
import { addDays } from './local-date.js';
import { makeCourses } from './make-courses.js';
import { Random } from './random.js';
import { schoolCalendar } from './school-calendar.js';
import type { SchoolOptions, SchoolSize } from './school-size.js';
import type { Group, Guardian, Pupil, School, SchoolClass, Subject, Teacher } from './school.js';
import { CLASS_SUBJECTS, EMPTY_SUBJECT, GROUP_SUBJECTS, OPTION_SUBJECTS } from './subjects.js';

/** `IDPN`s are 16 of these. */
const IDPN_ALPHABET = '2345789ABCDEFHJKMNPQRSTUVWXYZ';

/** The same options always give the same school. */
export function makeSchool(options: SchoolOptions): School {
  const subjects = [...CLASS_SUBJECTS, ...GROUP_SUBJECTS, ...OPTION_SUBJECTS, EMPTY_SUBJECT].map(
    ({ code, label }, index): Subject => ({ ident: index + 1, code, label }),
  );
  const { classes, groups } = makeClasses(options);
  const rooms = Array.from({ length: Math.max(2, Math.ceil(options.classes * 1.5)) }, (_, index) => ({
    ident: 15_001 + index,
    name: index % 3 === 0 ? String(index + 1) : `${'BCD'.charAt(index % 3)}${100 + index}`,
  }));
  const teachers = makeTeachers(options);
  const structure = { subjects, classes, groups, rooms, teachers };
  return {
    uai: options.uai,
    calendar: schoolCalendar(options.schoolYear, options.zone),
    ...structure,
    pupils: makePupils(options, classes),
    courses: makeCourses(options, structure),
  };
}

/** Two halves per class first, then options over two neighbouring classes; each part belongs to exactly one group. */
function makeClasses({ classes: classCount, groups: groupCount }: SchoolSize): {
  classes: SchoolClass[];
  groups: Group[];
} {
  const parts: number[][] = Array.from({ length: classCount }, () => []);
  let lastPart = 0;
  const partOf = (classIndex: number): number => {
    lastPart += 1;
    parts[classIndex]?.push(lastPart);
    return lastPart;
  };
  const groups = Array.from({ length: groupCount }, (_, index): Group => {
    const ident = index + 2;
    if (index < 2 * classCount) {
      const name = `${className(index >> 1, classCount)} GR.${(index % 2) + 1}`;
      return { ident, name, parts: [partOf(index >> 1)] };
    }
    const option = OPTION_SUBJECTS[index % OPTION_SUBJECTS.length]?.code ?? 'OPTION';
    const first = (2 * (index - 2 * classCount)) % classCount;
    const second = (first + 1) % classCount;
    const members = first === second ? [first] : [first, second];
    const name = `${members.map((each) => className(each, classCount)).join('/')} ${option} ${index}`;
    return { ident, name, parts: members.map(partOf) };
  });
  const classes = parts.map((own, index) => ({
    ident: index + 2,
    name: className(index, classCount),
    parts: own,
  }));
  return { classes, groups };
}

/** 6A, 6B… 3D: as many sections per level as it takes; beyond Z, 6A2. */
function className(index: number, classCount: number): string {
  const sections = Math.ceil(classCount / 4);
  const section = index % sections;
  const letter = String.fromCharCode(65 + (section % 26));
  const round = Math.floor(section / 26);
  return `${6 - Math.floor(index / sections)}${letter}${round === 0 ? '' : String(round + 1)}`;
}

function makeTeachers({ seed, teachers }: SchoolOptions): Teacher[] {
  const random = new Random(seed, 'teachers');
  return Array.from({ length: teachers }, (_, index) => ({
    ident: index + 2,
    lastName: LAST_NAMES[(index * 7 + seed) % LAST_NAMES.length] ?? 'MARTIN',
    firstName: random.pick(index % 2 === 0 ? GIRL_NAMES : BOY_NAMES),
    idpn: random.text(IDPN_ALPHABET, 16),
    stsId: String(40_000 + index),
  }));
}

function makePupils({ seed, pupils, schoolYear }: SchoolOptions, classes: readonly SchoolClass[]): Pupil[] {
  const random = new Random(seed, 'pupils');
  const firstYear = Number(schoolYear.slice(0, 4));
  return Array.from({ length: pupils }, (_, index): Pupil => {
    const rank = Math.floor((index * classes.length) / pupils);
    const schoolClass = classes[rank];
    if (schoolClass === undefined) throw new RangeError('A school needs at least one class');
    const isGirl = random.next() < 0.5;
    const lastName = random.pick(LAST_NAMES);
    const age = 11 + Math.floor((rank * 4) / classes.length);
    // One half of the class or the other, then a third of the class in each option.
    const [firstHalf, secondHalf, ...options] = schoolClass.parts;
    const half = index % 2 === 0 ? firstHalf : (secondHalf ?? firstHalf);
    return {
      ident: index + 1,
      lastName,
      firstName: random.pick(isGirl ? GIRL_NAMES : BOY_NAMES),
      isGirl,
      birthDate: addDays(`${firstYear - age}-01-01`, random.integer(365)),
      idpn: random.text(IDPN_ALPHABET, 16),
      nationalId: `${String(index).padStart(9, '0')}${random.text('ABCDEFGHJK', 2)}`,
      sieclId: String(1_000_000 + index),
      schoolClass,
      parts: [...(half === undefined ? [] : [half]), ...options.filter(() => random.next() < 1 / 3)],
      guardians: makeGuardians(random, index, lastName),
    };
  });
}

function makeGuardians(random: Random, index: number, lastName: string): Guardian[] {
  return Array.from({ length: index % 10 === 0 ? 1 : 2 }, (_, rank) => {
    const town = random.pick(TOWNS);
    return {
      ident: 2 * index + rank + 1,
      lastName: random.next() < 0.7 ? lastName : random.pick(LAST_NAMES),
      firstName: random.pick(rank === 0 ? GIRL_NAMES : BOY_NAMES),
      address: `${1 + random.integer(120)} ${random.pick(STREETS)}`,
      postCode: town.postCode,
      town: town.name,
    };
  });
}
