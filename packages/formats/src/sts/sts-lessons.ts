import {
  NO_IDENT,
  type CourseFacet,
  type CourseResource,
  type FileCourse,
  type Ident,
  type UnreadCourse,
} from '@timetable/domain';
import { parseMinute, parseUnsignedInt } from '../reading/values.js';
import { HoursGrid, type Hours } from '../time/hours-grid.js';
import type { StsAlternations } from './sts-alternations.js';
import type { StsClassesAndGroups } from './sts-classes-and-groups.js';
import type { StsElement } from './sts-element.js';
import type { StsPeopleAndPlaces } from './sts-people-and-places.js';
import type { StsProblems } from './sts-problems.js';

export interface StsKnown {
  readonly alternations: StsAlternations;
  readonly people: StsPeopleAndPlaces;
  readonly structure: StsClassesAndGroups;
  readonly problems: StsProblems;
}

/** A weekday and hours; undefined is what cannot be read. */
interface Slot {
  readonly day: number | undefined;
  readonly hours: Hours | undefined;
}

/** A lesson as its services state it, before the grid of all hours is known. */
interface Draft extends Slot {
  readonly line: number;
  readonly subject: Ident;
  readonly resources: Map<string, CourseResource>;
  readonly unread: Set<CourseFacet>;
}

/**
 * The lessons of `emp_sts`, which stand under service and teacher. The same subject for the same audience at the same time
 * is one course, whoever teaches it: each teacher and each room is there in the weeks of its alternation.
 */
export class StsLessons {
  readonly courses: readonly FileCourse[];
  readonly unreadCourses: readonly UnreadCourse[];
  readonly hours: HoursGrid;
  /** ISO weekdays on which there are lessons. */
  readonly days: ReadonlySet<number>;
  readonly #drafts = new Map<string, Draft>();

  constructor(private readonly known: StsKnown) {
    for (const { audience, services } of known.structure.structures) {
      for (const service of services) {
        const subject = known.people.subject(service);
        for (const teacher of service.all('ENSEIGNANTS', 'ENSEIGNANT')) {
          const resources = [audience, { kind: 'teacher', ident: known.people.teacher(teacher) } as const];
          for (const lesson of teacher.all('COURS_RATTACHES', 'COURS')) this.#add(lesson, subject, resources);
        }
      }
    }
    const drafts = [...this.#drafts.values()];
    this.hours = new HoursGrid(drafts.map(({ hours }) => hours).filter((hours) => hours !== undefined));
    this.days = new Set(drafts.map(({ day }) => day).filter((day) => day !== undefined));
    this.courses = drafts.flatMap((draft): FileCourse[] => {
      const { day, hours } = draft;
      return day === undefined || hours === undefined
        ? []
        : [{ ...contentOf(draft), day, ...this.hours.placesOf(hours) }];
    });
    this.unreadCourses = drafts
      .filter(({ day, hours }) => day === undefined || hours === undefined)
      .map((draft) => ({
        ...contentOf(draft),
        day: draft.day,
        firstPlace: undefined,
        placeCount: undefined,
      }));
  }

  #add(lesson: StsElement, subject: Ident, people: readonly Pick<CourseResource, 'kind' | 'ident'>[]): void {
    const { alternations, people: known, problems } = this.known;
    const slot = slotOf(lesson, problems);
    const alternation = alternations.of(lesson.value('CODE_ALTERNANCE'));
    if (alternation === undefined)
      problems.report('sts_alternation_unknown', lesson, lesson.value('CODE_ALTERNANCE'));
    const room = known.room(lesson.value('CODE_SALLE'), lesson);
    const [audience] = people;
    const key = [
      audience?.kind,
      audience?.ident,
      subject,
      slot.day,
      slot.hours?.startMinute,
      slot.hours?.endMinute,
    ];
    const draft = this.#draft(key.join(), { ...slot, line: lesson.line, subject });
    if (Number.isNaN(subject)) draft.unread.add('subject');
    if (alternation?.isWhole !== true) draft.unread.add('weeks');
    for (const { kind, ident } of [
      ...people,
      ...(room === undefined ? [] : [{ kind: 'room', ident: room } as const]),
    ]) {
      if (Number.isNaN(ident)) draft.unread.add(kind);
      const resource = `${kind} ${ident}`;
      const weeks = (alternation?.weeks ?? 0n) | (draft.resources.get(resource)?.weeks ?? 0n);
      draft.resources.set(resource, { kind, ident, weeks });
    }
  }

  #draft(key: string, made: Omit<Draft, 'resources' | 'unread'>): Draft {
    const found = this.#drafts.get(key);
    if (found !== undefined) return found;
    const draft = { ...made, resources: new Map<string, CourseResource>(), unread: new Set<CourseFacet>() };
    this.#drafts.set(key, draft);
    return draft;
  }
}

const contentOf = ({ line, subject, resources, unread }: Draft) => ({
  line,
  subject: subject === NO_IDENT || Number.isNaN(subject) ? undefined : subject,
  resources: [...resources.values()],
  cancelledWeeks: 0n,
  ...(unread.size > 0 && { unread: [...unread] }),
});

const MINUTES_PER_DAY = 24 * 60;

function slotOf(lesson: StsElement, problems: StsProblems): Slot {
  const stated = ['JOUR', 'HEURE_DEBUT', 'DUREE'].map((name) => lesson.value(name));
  const [dayText = '', startText = '', lengthText = ''] = stated;
  const number = parseUnsignedInt(dayText);
  const day = number !== undefined && number >= 1 && number <= 7 ? number : undefined;
  const startMinute = minutesOf(startText);
  const length = minutesOf(lengthText);
  const isHours =
    startMinute !== undefined &&
    length !== undefined &&
    length > 0 &&
    startMinute + length <= MINUTES_PER_DAY;
  if (day === undefined || !isHours) problems.report('sts_slot_unreadable', lesson, stated.join(' '));
  return { day, hours: isHours ? { startMinute, endMinute: startMinute + length } : undefined };
}

/** « 0802 », as every program writes times and lengths, or as people do. */
function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2})(\d{2})$/.exec(text) ?? [];
  return parseMinute(hours === undefined ? text : `${hours}:${minutes ?? ''}`);
}
