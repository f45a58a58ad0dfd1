import type { CourseResource, FileCourse, Ident, ResourceKind } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';
import { parseUnsignedInt } from '../values.js';
import { WeeksPool } from '../weeks-pool.js';

const RESOURCES: ReadonlyMap<string, ResourceKind> = new Map([
  ['Professeur', 'teacher'],
  ['Classe', 'class'],
  ['PartieDeClasse', 'part'],
  ['Groupe', 'group'],
  ['Salle', 'room'],
]);

const NO_RESOURCES: readonly CourseResource[] = [];

/** `Cours` under the root; its rows are also called `Cours`. */
export class CoursesSection {
  readonly courses: FileCourse[] = [];
  private readonly weeks = new WeeksPool();
  private readonly known = new Map<string, CourseResource>();

  constructor(private readonly rows: RowReading) {}

  open(): ElementReader {
    return sectionOf('Cours', (row) => this.course(row));
  }

  private course(row: Element): ElementReader {
    const day = this.slot(row, 'Jour');
    const firstPlace = this.slot(row, 'NumeroPlaceDebut');
    const placeCount = this.slot(row, 'NombrePlaces');
    if (day === undefined || firstPlace === undefined || placeCount === undefined) return LEAF;
    const cancelledWeeks = this.cancelledWeeks(row);
    const resources: CourseResource[] = [];
    let subject: Ident | undefined;
    return {
      child: (child) => {
        const kind = RESOURCES.get(child.name);
        if (kind !== undefined) this.collect(kind, child, resources);
        else if (child.name === 'Eleve') this.collectPupil(child, resources);
        else if (child.name === 'Matiere') subject = this.subject(child, subject);
        return LEAF;
      },
      close: () => {
        this.courses.push({
          line: row.line,
          day,
          firstPlace,
          placeCount,
          subject,
          // Arrays that grew hold room for more; there are as many as courses.
          resources: resources.length === 0 ? NO_RESOURCES : resources.slice(),
          cancelledWeeks,
        });
      },
    };
  }

  private slot(row: Element, attribute: string): number | undefined {
    const text = row.attribute(attribute);
    const value = parseUnsignedInt(text);
    if (value === undefined) this.rows.report('course_slot_unreadable', row, `${attribute}=${text ?? ''}`);
    return value;
  }

  private cancelledWeeks(row: Element): bigint {
    const text = row.attribute('SemainesAnnulation') ?? '';
    if (text.trim() === '') return 0n;
    const weeks = this.weeks.read(text);
    if (weeks === undefined) this.rows.report('weeks_unreadable', row, `SemainesAnnulation=${text}`);
    return weeks ?? 0n;
  }

  private subject(child: Element, current: Ident | undefined): Ident | undefined {
    const ident = this.rows.reference('Cours', child);
    if (current === undefined || ident === undefined) return current ?? ident;
    this.rows.report('course_several_subjects', child, `${ident}`);
    return current;
  }

  /** A pupil who comes to this course one by one; one who is only taken out of it cannot be told apart from the others. */
  private collectPupil(child: Element, into: CourseResource[]): void {
    const excluded = this.weeks.read(child.attribute('SemainesExclusion') ?? '');
    if (excluded !== undefined && excluded !== 0n) {
      this.rows.report('course_pupil_excluded', child);
      if (child.attribute('SemainesInclusion') === undefined) return;
    }
    const weeks = child.attribute('SemainesInclusion') === undefined ? 'Semaines' : 'SemainesInclusion';
    this.collect('pupil', child, into, weeks);
  }

  private collect(kind: ResourceKind, child: Element, into: CourseResource[], attribute = 'Semaines'): void {
    const ident = this.rows.reference('Cours', child);
    if (ident === undefined) return;
    const text = child.attribute(attribute) ?? '';
    const weeks = this.weeks.read(text);
    if (weeks === undefined) this.rows.report('weeks_unreadable', child, `${child.name}=${text}`);
    else into.push(this.resource(kind, ident, weeks));
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
