import type { Problem, Timetable } from '@timetable/domain';
import type { Element, ElementReader } from '../xml/element-reader.js';
import type { RootReader } from '../xml/xml-document.js';
import { ProblemList } from '../reading/problem-list.js';
import { RowReading } from './row-reading.js';
import { ClassesSection } from './sections/classes.section.js';
import { CoursesSection } from './sections/courses.section.js';
import { EstablishmentsSection } from './sections/establishments.section.js';
import { GridSection } from './sections/grid.section.js';
import { GroupsSection } from './sections/groups.section.js';
import { PupilsSection } from './sections/pupils.section.js';
import { RoomsSection } from './sections/rooms.section.js';
import { SubjectsSection } from './sections/subjects.section.js';
import { TeachersSection } from './sections/teachers.section.js';
import { YearSection } from './sections/year.section.js';
import { TextPool } from '../reading/text-pool.js';
import { parseName, parseUai } from '../reading/values.js';

export const EDT_NAMESPACE = 'http://www.index-education.com/exportemploidutemps';
export const EDT_ROOT = 'ExportEmploiDuTemps';

/** Versions that are published (1.x) or known from what other readers do with them (2.x, 3.x). */
const KNOWN_VERSION = /^[1-3](\.\d+)*$/;
const VERSION_ADVICE = 'dans EDT, choisissez à l’export une version de 1 à 3';

const REQUIRED_SECTIONS = [
  'AnneeScolaire',
  'GrilleHoraire',
  'Matieres',
  'Professeurs',
  'Classes',
  'Groupes',
  'Salles',
  'Eleves',
  'Cours',
] as const;

/** Sections of newer revisions that a timetable does without. Some hold elements named like ours: ignored whole. */
const IGNORED_SECTIONS: ReadonlySet<string> = new Set([
  'Absences',
  'Etiquettes',
  'Materiels',
  'Mefs',
  'MotifsAbsence',
  'Nomenclatures',
  'Personnels',
  'Responsables',
  'Ressource',
  'Ressources',
]);

/** The clear EDT / PRONOTE export, of 1.1 and of the later revisions seen. Sections may come in any order. */
export class EdtDocument implements RootReader {
  private readonly problemList = new ProblemList();
  private readonly rows = new RowReading(this.problemList, new TextPool());
  private readonly year = new YearSection(this.rows);
  private readonly grid = new GridSection(this.rows);
  private readonly establishments = new EstablishmentsSection(this.rows);
  private readonly subjects = new SubjectsSection(this.rows);
  private readonly teachers = new TeachersSection(this.rows);
  private readonly classes = new ClassesSection(this.rows);
  private readonly groups = new GroupsSection(this.rows);
  private readonly rooms = new RoomsSection(this.rows);
  private readonly pupils = new PupilsSection(this.rows);
  private readonly courses = new CoursesSection(this.rows);
  private readonly sections: ReadonlyMap<string, { open(section: Element): ElementReader }> = new Map<
    string,
    { open(section: Element): ElementReader }
  >([
    ['AnneeScolaire', this.year],
    ['GrilleHoraire', this.grid],
    ['Etablissements', this.establishments],
    ['Matieres', this.subjects],
    ['Professeurs', this.teachers],
    ['Classes', this.classes],
    ['Groupes', this.groups],
    ['Salles', this.rooms],
    ['Eleves', this.pupils],
    ['Cours', this.courses],
  ]);
  private readonly seen = new Set<string>();
  private readonly version: string;
  private readonly uai: string;

  constructor(root: Element) {
    this.version = parseName(root.attribute('Version'));
    this.uai = parseUai(root.attribute('UAI'));
    if (!KNOWN_VERSION.test(this.version)) this.rows.report('version_unknown', root, this.version);
  }

  child(element: Element): ElementReader | undefined {
    this.rows.begin(element);
    const isNew = !this.seen.has(element.name);
    // Unknown names are the file's own to invent: not kept without end.
    if (isNew && this.seen.size < 100) this.seen.add(element.name);
    const section = this.sections.get(element.name);
    if (section !== undefined) return section.open(element);
    if (isNew && !IGNORED_SECTIONS.has(element.name)) {
      this.rows.report('unknown_section', element, element.name);
    }
    return undefined;
  }

  /** Problems met so far. */
  get problems(): readonly Problem[] {
    return this.problemList.all();
  }

  /** Once the document is closed. */
  finish(): Timetable {
    for (const name of REQUIRED_SECTIONS) {
      if (!this.seen.has(name)) this.problemList.report('section_missing', { value: name, about: name });
    }
    const { establishments } = this.establishments;
    return {
      format: 'edt',
      version: this.version,
      ...(!KNOWN_VERSION.test(this.version) && { versionAdvice: VERSION_ADVICE }),
      software: undefined,
      uais: this.uais(),
      ...(establishments.length > 0 && { establishments }),
      year: this.year.year,
      grid: this.grid.finish(),
      subjects: this.subjects.subjects,
      teachers: this.teachers.teachers,
      classes: this.classes.classes,
      groups: this.groups.groups,
      rooms: this.rooms.rooms,
      pupils: this.pupils.pupils,
      courses: this.courses.courses,
      ...(this.courses.unreadCourses.length > 0 && { unreadCourses: this.courses.unreadCourses }),
    };
  }

  /** The establishments that the file lists; the root names only one of them, or none. */
  private uais(): readonly string[] {
    const listed = this.establishments.establishments.map(({ uai }) => uai).filter((uai) => uai !== '');
    if (listed.length > 0) return [...new Set(listed)];
    return this.uai === '' ? [] : [this.uai];
  }
}
