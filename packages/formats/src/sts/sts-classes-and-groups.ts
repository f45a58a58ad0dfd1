import {
  NO_IDENT,
  type CourseResource,
  type FileClass,
  type FileGroup,
  type Ident,
  type StswebExport,
} from '@timetable/domain';
import { divisionsOf } from './sts-emp.js';
import type { StsElement } from './sts-element.js';
import type { StsProblems } from './sts-problems.js';

/** A division or a group, with the services that it is taught. */
interface StsStructure {
  /** Of its lessons; `NO_IDENT` for one without code. */
  readonly audience: Pick<CourseResource, 'kind' | 'ident'>;
  readonly services: readonly StsElement[];
}

interface ClassDraft extends FileClass {
  readonly parts: Ident[];
}

/**
 * Divisions and groups of `emp_sts`. A group is a part of each division that it is of, never the whole: who is in it is what
 * the ENT knows.
 */
export class StsClassesAndGroups {
  readonly groups: FileGroup[] = [];
  readonly structures: readonly StsStructure[];
  readonly #classes = new Map<string, ClassDraft>();
  readonly #groupOfCode = new Map<string, Ident>();
  #parts = 0;

  constructor(root: StsElement, known: StswebExport, problems: StsProblems) {
    const divisionsKnown = new Map(known.groups.map(({ code, divisions }) => [code, divisions]));
    const audienceOf = (
      kind: 'class' | 'group',
      element: StsElement,
      identOf: (code: string) => Ident,
    ): StsStructure => {
      const code = element.attribute('CODE');
      if (code === '') problems.report('sts_code_missing', element, element.name);
      return {
        audience: { kind, ident: code === '' ? NO_IDENT : identOf(code) },
        services: element.all('SERVICES', 'SERVICE'),
      };
    };
    const divisions = root
      .all('DONNEES', 'STRUCTURE', 'DIVISIONS', 'DIVISION')
      .map((division) => audienceOf('class', division, (code) => this.#classOf(code, division).ident));
    const groups = root.all('DONNEES', 'STRUCTURE', 'GROUPES', 'GROUPE').map((group) =>
      audienceOf('group', group, (code) => {
        const stated = divisionsOf(group);
        return this.#addGroup(code, group, stated.length > 0 ? stated : (divisionsKnown.get(code) ?? []));
      }),
    );
    this.structures = [...divisions, ...groups];
  }

  get classes(): readonly FileClass[] {
    return [...this.#classes.values()];
  }

  #classOf(code: string, { line }: StsElement): ClassDraft {
    const found = this.#classes.get(code);
    if (found !== undefined) return found;
    const draft = { ident: this.#classes.size + 1, line, name: code, parts: [] };
    this.#classes.set(code, draft);
    return draft;
  }

  #addGroup(code: string, group: StsElement, divisions: readonly string[]): Ident {
    const twin = this.#groupOfCode.get(code);
    if (twin !== undefined) return twin;
    const parts = [...new Set(divisions)].map((division) => {
      this.#parts += 1;
      this.#classOf(division, group).parts.push(this.#parts);
      return this.#parts;
    });
    const ident = this.groups.length + 1;
    this.#groupOfCode.set(code, ident);
    this.groups.push({ ident, line: group.line, name: code, classes: [], parts });
    return ident;
  }
}
