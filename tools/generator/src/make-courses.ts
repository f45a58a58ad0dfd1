import { Random } from './random.js';
import type { SchoolOptions } from './school-size.js';
import type { Course, Group, Rhythm, Room, School, SchoolClass, Subject, Teacher } from './school.js';
import {
  CLASS_SUBJECTS,
  EMPTY_SUBJECT,
  GROUP_SUBJECTS,
  OPTION_SUBJECTS,
  type SubjectPlan,
} from './subjects.js';
import { Occupancy, WEEKLY_HOURS } from './occupancy.js';

type Structure = Pick<School, 'subjects' | 'classes' | 'groups' | 'rooms' | 'teachers'>;

interface Wish {
  readonly subject: Subject;
  readonly teacher: Teacher;
  readonly classes: readonly SchoolClass[];
  readonly groups: readonly Group[];
  readonly rhythm: Rhythm;
  readonly hours: 1 | 2;
}

/** Shares of a real export (2012-13 sample): groups 18 %, without anybody a little, every fourth every other week. */
const GROUP_SHARE = 0.18;
const EMPTY_SHARE = 0.01;

/** Places every course where its class, teacher and room are free; a school too small for its courses overlaps. */
export function makeCourses(options: SchoolOptions, structure: Structure): Course[] {
  const random = new Random(options.seed, 'courses');
  const emptyCount = Math.floor(options.courses * EMPTY_SHARE);
  const groupCount = structure.groups.length === 0 ? 0 : Math.round(options.courses * GROUP_SHARE);
  const classCount = options.courses - emptyCount - groupCount;
  const staff = new Staff(structure);
  const wishes = [
    ...Array.from({ length: classCount }, (_, index) => classWish(index, structure, staff)),
    ...Array.from({ length: groupCount }, (_, index) => groupWish(index, structure, staff)),
  ];
  const empty = subjectOf(structure, EMPTY_SUBJECT);
  const placer = new Placer(structure, random);
  return [
    // What is hardest to place goes first: two hours in a row, then audiences over several classes.
    ...wishes.toSorted((a, b) => difficulty(b) - difficulty(a)).map((wish) => placer.place(wish)),
    ...Array.from({ length: emptyCount }, (_, index) => emptyCourse(empty, index)),
  ];
}

function classWish(index: number, structure: Structure, staff: Staff): Wish {
  const schoolClass = at(structure.classes, index % structure.classes.length);
  const turn = Math.floor(index / structure.classes.length);
  const plan = subjectOfTurn(turn);
  const subject = subjectOf(structure, plan);
  // Every fourth course of a class alternates, by pairs that share an hour.
  const rhythm = turn % 8 === 6 ? 'A' : turn % 8 === 7 ? 'B' : 'every';
  return {
    subject,
    teacher: staff.of(plan.code, schoolClass.ident),
    classes: [schoolClass],
    groups: [],
    rhythm,
    hours: plan.isLong === true && rhythm === 'every' ? 2 : 1,
  };
}

function groupWish(index: number, structure: Structure, staff: Staff): Wish {
  const rank = index % structure.groups.length;
  const group = at(structure.groups, rank);
  const turn = Math.floor(index / structure.groups.length);
  const isHalf = rank < 2 * structure.classes.length;
  const plan = isHalf
    ? at(GROUP_SUBJECTS, ((rank >> 1) + turn) % GROUP_SUBJECTS.length)
    : at(OPTION_SUBJECTS, rank % OPTION_SUBJECTS.length);
  return {
    subject: subjectOf(structure, plan),
    teacher: staff.of(plan.code, group.ident),
    classes: [],
    groups: [group],
    // The two halves of a class take turns; so do options, hour by hour.
    rhythm: (isHalf ? rank : turn) % 2 === 0 ? 'A' : 'B',
    hours: 1,
  };
}

function difficulty({ hours, groups }: Wish): number {
  return hours === 2 ? 3 : groups.some(({ parts }) => parts.length > 1) ? 2 : groups.length === 0 ? 1 : 0;
}

function emptyCourse(subject: Subject, index: number): Course {
  const nobody = { teachers: [], classes: [], groups: [], room: undefined, rhythm: 'every' } as const;
  return { day: 1, firstPlace: 2 * (index % 10), placeCount: 2, subject, ...nobody };
}

/** Subjects come back as often as their weight says, spread over the week. */
function subjectOfTurn(turn: number): SubjectPlan {
  const total = CLASS_SUBJECTS.reduce((sum, { weight }) => sum + weight, 0);
  // A step prime with the total visits every position, each subject in proportion.
  let position = (turn * 37) % total;
  for (const plan of CLASS_SUBJECTS) {
    if (position < plan.weight) return plan;
    position -= plan.weight;
  }
  return at(CLASS_SUBJECTS, 0);
}

/** Who teaches what: teachers share out the subjects, and keep their classes. */
class Staff {
  readonly #teachers: readonly Teacher[];
  readonly #load = new Map<Teacher, number>();
  readonly #assigned = new Map<string, Teacher>();
  readonly #pools: ReadonlyMap<string, readonly Teacher[]>;

  constructor({ teachers, subjects }: Structure) {
    this.#teachers = teachers;
    // Two or more subjects may share a teacher in a small school; a big one has several teachers per subject.
    const pools = new Map<string, Teacher[]>(subjects.map(({ code }) => [code, []]));
    const order = [...CLASS_SUBJECTS].flatMap(({ code, weight }) =>
      Array.from({ length: Math.ceil(weight / 4) }, () => code),
    );
    const codes = [
      ...order,
      ...GROUP_SUBJECTS.map(({ code }) => code),
      ...OPTION_SUBJECTS.map(({ code }) => code),
    ];
    const rounds = Math.max(teachers.length, codes.length);
    for (let index = 0; index < rounds; index++) {
      pools.get(at(codes, index % codes.length))?.push(at(teachers, index % teachers.length));
    }
    this.#pools = pools;
  }

  of(code: string, audience: number): Teacher {
    const key = `${code}/${audience}`;
    const known = this.#assigned.get(key);
    const pool = this.#pools.get(code) ?? this.#teachers;
    const teacher =
      known ?? pool.reduce((least, each) => (this.#loadOf(each) < this.#loadOf(least) ? each : least));
    this.#assigned.set(key, teacher);
    this.#load.set(teacher, this.#loadOf(teacher) + 1);
    return teacher;
  }

  #loadOf(teacher: Teacher): number {
    return this.#load.get(teacher) ?? 0;
  }
}

class Placer {
  readonly #occupancy = new Occupancy();
  readonly #rooms: readonly Room[];
  readonly #random: Random;

  constructor({ rooms }: Structure, random: Random) {
    this.#rooms = rooms;
    this.#random = random;
  }

  place(wish: Wish): Course {
    // A week too full for a weekly hour may still have room every other week.
    for (const rhythm of wish.rhythm === 'every' ? RHYTHMS : [wish.rhythm]) {
      const placed = this.#placeWhereFree({ ...wish, rhythm });
      if (placed !== undefined) return placed;
    }
    return { ...courseOf(wish), ...this.#random.pick(WEEKLY_HOURS), room: this.#random.pick(this.#rooms) };
  }

  #placeWhereFree(wish: Wish): Course | undefined {
    const people = [`t${wish.teacher.ident}`, ...audienceKeys(wish)];
    const rooms = this.#roomsNear(wish);
    const free = this.#random
      .shuffle(WEEKLY_HOURS)
      .filter((hour) => this.#occupancy.isFree(people, hour, wish));
    // What alternates goes first where the audience's other weeks are taken, or whole hours would run out.
    const completing = free.filter((hour) => this.#occupancy.completes(audienceKeys(wish), hour, wish));
    for (const hour of [...completing, ...free]) {
      const room = rooms.find(({ ident }) => this.#occupancy.isFree([`r${ident}`], hour, wish));
      if (room === undefined) continue;
      this.#occupancy.take([...people, `r${room.ident}`], hour, wish);
      return { ...courseOf(wish), ...hour, room };
    }
    return undefined;
  }

  /** A class stays in its part of the building: a school of any size is searched in the same time. */
  #roomsNear({ classes, groups }: Wish): readonly Room[] {
    const audience = classes[0]?.ident ?? groups[0]?.ident ?? 0;
    const first = Math.floor((audience * 1.5) / ROOMS_NEARBY) * ROOMS_NEARBY;
    const start = first % this.#rooms.length;
    return [...this.#rooms.slice(start, start + ROOMS_NEARBY), ...this.#rooms.slice(0, ROOMS_NEARBY)];
  }
}

const ROOMS_NEARBY = 24;

const RHYTHMS: readonly Rhythm[] = ['every', 'A', 'B'];

function courseOf({
  subject,
  teacher,
  classes,
  groups,
  rhythm,
  hours,
}: Wish): Omit<Course, 'day' | 'firstPlace' | 'room'> {
  return { subject, teachers: [teacher], classes, groups, rhythm, placeCount: 2 * hours };
}

/** A class is all of its parts, and itself when it has none. */
function audienceKeys({ classes, groups }: Wish): string[] {
  return [
    ...classes.flatMap(({ ident, parts }) => [`c${ident}`, ...parts.map((part) => `p${part}`)]),
    ...groups.flatMap(({ parts }) => parts.map((part) => `p${part}`)),
  ];
}

function subjectOf({ subjects }: Structure, { code }: { code: string }): Subject {
  const found = subjects.find((subject) => subject.code === code);
  if (found === undefined) throw new RangeError(`No subject ${code}`);
  return found;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`Nothing at ${index}`);
  return item;
}
