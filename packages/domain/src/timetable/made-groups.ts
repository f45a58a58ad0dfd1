import type { FileCourse, FileGroup, Ident, Timetable } from './timetable.js';

/**
 * Groups that a file does not have and its courses need: one for each part of a class that no group of the file stands
 * for, one for each set of pupils that courses name one by one. Their Idents are negative, so that no row of a file has
 * them; what they are called is decided when they are compared with the current state.
 */
export class MadeGroups {
  readonly #pupils: ReadonlySet<Ident>;
  readonly #made = new Map<string, FileGroup>();

  constructor({ pupils }: Pick<Timetable, 'pupils'>) {
    this.#pupils = new Set(pupils.map(({ ident }) => ident));
  }

  all(): readonly FileGroup[] {
    return [...this.#made.values()];
  }

  ofPart(part: Ident, { line }: Pick<FileCourse, 'line'>): FileGroup {
    return this.#groupOf(`part ${part}`, { line, parts: [part], madeFor: 'part' });
  }

  /** Undefined when the file has none of these pupils. */
  ofPupils(idents: Iterable<Ident>, { line }: Pick<FileCourse, 'line'>): FileGroup | undefined {
    const pupils = [...new Set(idents)].filter((ident) => this.#pupils.has(ident)).sort((a, b) => a - b);
    if (pupils.length === 0) return undefined;
    return this.#groupOf(`pupils ${pupils.join()}`, { line, parts: [], pupils, madeFor: 'pupils' });
  }

  #groupOf(key: string, content: Omit<FileGroup, 'ident' | 'name' | 'classes'>): FileGroup {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const group = { ...content, ident: -1 - this.#made.size, name: '', classes: [] };
    this.#made.set(key, group);
    return group;
  }
}
