import {
  NO_IDENT,
  type FileRoom,
  type FileSubject,
  type FileTeacher,
  type Ident,
  type StswebExport,
} from '@timetable/domain';
import { isLocal } from './sts-emp.js';
import type { StsElement } from './sts-element.js';
import type { StsProblems } from './sts-problems.js';

/** What lessons name beside their audience: those that some lesson names, and the rooms that the file lists. */
export class StsPeopleAndPlaces {
  readonly subjects: FileSubject[] = [];
  readonly teachers: FileTeacher[] = [];
  readonly rooms: FileRoom[] = [];
  readonly #idents = new Map<string, Ident>();
  readonly #subjectCodes = new Set<string>();
  readonly #subjectOf: ReadonlyMap<string, StswebExport['subjects'][number]>;
  readonly #personOf: ReadonlyMap<string, StswebExport['people'][number]>;

  constructor(
    root: StsElement,
    known: StswebExport,
    private readonly problems: StsProblems,
  ) {
    this.#subjectOf = new Map(known.subjects.map((subject) => [subject.nationalCode, subject]));
    this.#personOf = new Map(known.people.map((person) => [personKey(person), person]));
    for (const room of root.all('DONNEES', 'SALLES_COURS', 'SALLE_COURS'))
      this.room(room.attribute('CODE'), room);
  }

  /** `NO_IDENT`, and a problem, for one that `sts_emp` does not describe. */
  subject(service: StsElement): Ident {
    const nationalCode = service.attribute('CODE_MATIERE');
    return this.#once(`subject ${nationalCode}`, () => {
      const subject = this.#subjectOf.get(nationalCode);
      if (subject === undefined || nationalCode === '') return this.#unknown(service, nationalCode);
      // The « code de gestion », where it is nobody else's: the code that the other formats know the subject by.
      const isFree = subject.code !== '' && !this.#subjectCodes.has(subject.code);
      const code = isFree ? subject.code : nationalCode;
      this.#subjectCodes.add(code);
      return addRow(this.subjects, { line: service.line, code, label: subject.label });
    });
  }

  /** `NO_IDENT`, and a problem, for one that `sts_emp` does not describe. */
  teacher(teacher: StsElement): Ident {
    const id = teacher.attribute('ID');
    const key = personKey({ id, isLocal: isLocal(teacher) });
    return this.#once(`teacher ${key}`, () => {
      const person = this.#personOf.get(key);
      if (person === undefined || id === '') return this.#unknown(teacher, id);
      const { lastName, firstName, birthDate } = person;
      return addRow(this.teachers, {
        line: teacher.line,
        lastName,
        firstName,
        ...(birthDate !== undefined && { birthDate }),
        // A local number may be that of somebody else in STSWEB.
        ...(!person.isLocal && { stsId: id }),
      });
    });
  }

  /** A room's code is its name; undefined for none. Files do name rooms that they do not list. */
  room(code: string, { line }: Pick<StsElement, 'line'>): Ident | undefined {
    if (code === '') return undefined;
    return this.#once(`room ${code}`, () => addRow(this.rooms, { line, name: code }));
  }

  #unknown(element: StsElement, code: string): Ident {
    this.problems.report('sts_row_unknown', element, `${element.name} ${code}`);
    return NO_IDENT;
  }

  /** One row, and one problem, for each thing that is named. */
  #once(key: string, make: () => Ident): Ident {
    const known = this.#idents.get(key);
    if (known !== undefined) return known;
    const ident = make();
    this.#idents.set(key, ident);
    return ident;
  }
}

const personKey = ({ id, isLocal }: Pick<StswebExport['people'][number], 'id' | 'isLocal'>): string =>
  `${isLocal ? 'local' : 'epp'} ${id}`;

/** Numbered from 1. */
function addRow<Row extends { readonly ident: Ident }>(rows: Row[], row: Omit<Row, 'ident'>): Ident;
function addRow(rows: { ident: Ident }[], row: object): Ident {
  const ident = rows.length + 1;
  rows.push({ ...row, ident });
  return ident;
}
