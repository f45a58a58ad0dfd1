import {
  NO_IDENT,
  type CourseFacet,
  type CourseResource,
  type FileCourse,
  type Ident,
  type ResourceKind,
  type UnreadCourse,
} from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';
import { parseUnsignedInt } from '../../reading/values.js';
import { WeeksPool } from '../weeks-pool.js';

const RESOURCES: ReadonlyMap<string, ResourceKind> = new Map([
  ['Professeur', 'teacher'],
  ['Classe', 'class'],
  ['PartieDeClasse', 'part'],
  ['Groupe', 'group'],
  ['Salle', 'room'],
]);

const NO_RESOURCES: readonly CourseResource[] = [];

/** What is read of a course, and what of it cannot be. */
interface CourseContent {
  readonly resources: CourseResource[];
  readonly unread: Set<CourseFacet>;
}

/** `Cours` under the root; its rows are also called `Cours`. */
export class CoursesSection {
  readonly courses: FileCourse[] = [];
  /** Courses whose day or places cannot be read. */
  readonly unreadCourses: UnreadCourse[] = [];
  private readonly weeks = new WeeksPool();
  private readonly known = new Map<string, CourseResource>();

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Cours', (row) => this.course(row));
  }

  private course(row: Element): ElementReader {
    this.rows.begin(row);
    const day = this.slot(row, 'Jour');
    const firstPlace = this.slot(row, 'NumeroPlaceDebut');
    const placeCount = this.slot(row, 'NombrePlaces');
    const unread = new Set<CourseFacet>();
    const cancelledWeeks = this.cancelledWeeks(row, unread);
    const resources: CourseResource[] = [];
    let subject: Ident | undefined;
    return {
      child: (child) => {
        const kind = RESOURCES.get(child.name);
        if (kind !== undefined) this.collect(kind, child, { resources, unread });
        else if (child.name === 'Eleve') this.collectPupil(child, { resources, unread });
        else if (child.name === 'Matiere') subject = this.subject(child, subject, unread);
        else this.rows.unknownElement('Cours', child);
        return LEAF;
      },
      close: () => {
        const course = {
          line: row.line,
          subject,
          // Arrays that grew hold room for more; there are as many as courses.
          resources: resources.length === 0 ? NO_RESOURCES : resources.slice(),
          cancelledWeeks,
          ...(unread.size > 0 && { unread: [...unread] }),
        };
        if (day === undefined || firstPlace === undefined || placeCount === undefined) {
          this.unreadCourses.push({ ...course, day, firstPlace, placeCount });
        } else this.courses.push({ ...course, day, firstPlace, placeCount });
      },
    };
  }

  private slot(row: Element, attribute: string): number | undefined {
    const text = row.attribute(attribute);
    const value = parseUnsignedInt(text);
    if (value === undefined) this.rows.report('course_slot_unreadable', row, `${attribute}=${text ?? ''}`);
    return value;
  }

  private cancelledWeeks(row: Element, unread: Set<CourseFacet>): bigint {
    const text = row.attribute('SemainesAnnulation') ?? '';
    if (text.trim() === '') return 0n;
    const weeks = this.weeks.read(text);
    if (weeks !== undefined) return weeks;
    this.rows.report('weeks_unreadable', row, `SemainesAnnulation=${text}`);
    unread.add('weeks');
    return 0n;
  }

  private subject(child: Element, current: Ident | undefined, unread: Set<CourseFacet>): Ident | undefined {
    const ident = this.rows.reference('Cours', child);
    if (ident === undefined) unread.add('subject');
    if (current === undefined || ident === undefined) return current ?? ident;
    this.rows.report('course_several_subjects', child, `${ident}`);
    return current;
  }

  /** A pupil who comes to this course one by one; one who is only taken out of it cannot be told apart from the others. */
  private collectPupil(child: Element, into: CourseContent): void {
    const excluded = this.weeks.read(child.attribute('SemainesExclusion') ?? '');
    if (excluded !== undefined && excluded !== 0n) {
      this.rows.report('course_pupil_excluded', child);
      if (child.attribute('SemainesInclusion') === undefined) return;
    }
    const weeks = child.attribute('SemainesInclusion') === undefined ? 'Semaines' : 'SemainesInclusion';
    this.collect('pupil', child, into, weeks);
  }

  private collect(
    kind: ResourceKind,
    child: Element,
    { resources, unread }: CourseContent,
    attribute = 'Semaines',
  ): void {
    const ident = this.rows.reference('Cours', child);
    const text = child.attribute(attribute) ?? '';
    const weeks = this.weeks.read(text);
    if (weeks === undefined) {
      this.rows.report('weeks_unreadable', child, `${child.name}=${text}`);
      // Weeks that nobody else has may be its.
      unread.add('weeks');
    }
    if (ident === undefined || weeks === undefined) unread.add(kind);
    // Whoever it is, the course takes place in its weeks.
    if (weeks !== undefined) resources.push(this.resource(kind, ident ?? NO_IDENT, weeks));
  }

  /** A teacher has the same weeks in most of their courses: such resources are kept once. */
  private resource(kind: ResourceKind, ident: Ident, weeks: bigint): CourseResource {
    const key = `${kind} ${ident} ${this.weeks.rank(weeks)}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const resource = { kind, ident, weeks };
    this.known.set(key, resource);
    return resource;
  }
}
