import type { CourseResource, FileClass, FileGroup, Ident } from '@timetable/domain';
import { UdtCodes } from './udt-codes.js';
import type { UdtFiles } from './udt-files.js';
import { coded } from './udt-people-and-places.js';
import type { UdtProblems } from './udt-problems.js';
import type { UdtRow } from './udt-row.js';

/** Whom a line is for. */
type Audience = Pick<CourseResource, 'kind' | 'ident'>;

/**
 * Divisions (file 08), groups inside a division (19), each a part of its class, and « regroupements » over several (13).
 * A group has its STS code for name, else its division's and its own; one whose STS code is there and empty is no group of
 * the school: a line may be for it all the same, as for a part of its class.
 */
export class UdtClassesAndGroups {
  readonly classCodes: UdtCodes;
  /** Parts of classes, by division and group code: see `partCode`. */
  readonly partCodes: UdtCodes;
  readonly #regroupCodes: UdtCodes;
  readonly #groupOfPart = new Map<Ident, Ident>();
  readonly classes: readonly FileClass[];
  readonly groups: readonly FileGroup[];

  constructor(files: UdtFiles, problems: UdtProblems) {
    this.classCodes = new UdtCodes(problems);
    this.partCodes = new UdtCodes(problems);
    this.#regroupCodes = new UdtCodes(problems);
    const parts = new Map<Ident, Ident[]>();
    const classes = coded(files.of('08', 'div'), this.classCodes, (row) => ({ name: row.value('code') }));
    const groupRows = files.of('19', 'gpe');
    const groups = this.#readGroups(groupRows, parts);
    const regroups = this.#readRegroups(files.of('13', 'rgpmt'), groupRows.length + 1);
    this.classes = classes.map((each) => ({ ...each, parts: parts.get(each.ident) ?? [] }));
    this.groups = [...groups, ...regroups];
  }

  /** Undefined for a line that is for nobody; `ident` is `NO_IDENT` for whom the export does not describe. */
  audienceOf(line: UdtRow): Audience | undefined {
    const regroup = this.#regroupCodes.referred(line, 'rgpmt');
    if (regroup !== undefined) return { kind: 'group', ident: regroup };
    const part = this.partCodes.referred(line, 'gpe', partCode(line.value('div'), line.value('gpe')));
    if (part !== undefined) {
      const group = this.#groupOfPart.get(part);
      return group === undefined ? { kind: 'part', ident: part } : { kind: 'group', ident: group };
    }
    const ident = this.classCodes.referred(line, 'div');
    return ident === undefined ? undefined : { kind: 'class', ident };
  }

  /** @param parts is given those of each class */
  #readGroups(rows: readonly UdtRow[], parts: Map<Ident, Ident[]>): FileGroup[] {
    return rows.flatMap((row, index): FileGroup[] => {
      const [division, code] = [row.value('code_div'), row.value('code')];
      const ident = index + 1;
      const owner = this.classCodes.referred(row, 'code_div');
      if (owner === undefined || Number.isNaN(owner)) return [];
      if (!this.partCodes.add(row, ident, partCode(division, code))) return [];
      const ofClass = parts.get(owner);
      if (ofClass === undefined) parts.set(owner, [ident]);
      else ofClass.push(ident);
      const name = row.value('code_sts') || `${division}${code}`;
      if (row.has('code_sts') && row.value('code_sts') === '') return [];
      this.#groupOfPart.set(ident, ident);
      return [{ ident, line: row.line, name, classes: [], parts: [ident] }];
    });
  }

  /** Several rows of one name are one « regroupement ». @param first number that no group has */
  #readRegroups(rows: readonly UdtRow[], first: number): FileGroup[] {
    const drafts = new Map<
      string,
      { group: FileGroup; classes: Ident[]; parts: Ident[]; isWhole: boolean }
    >();
    for (const row of rows) {
      const name = row.value('nom') || row.value('code');
      const [classes, parts]: [Ident[], Ident[]] = [[], []];
      const group = { ident: first + drafts.size, line: row.line, name, classes, parts };
      const draft = drafts.get(name) ?? { group, classes, parts, isWhole: true };
      drafts.set(name, draft);
      if (this.#regroupCodes.find(row.value('code')) === undefined)
        this.#regroupCodes.add(row, draft.group.ident);
      const [division, code] = [row.value('code_div'), row.value('code_gpe')];
      const isOfWholeClass = code === '';
      const member = isOfWholeClass
        ? this.classCodes.referred(row, 'code_div')
        : this.partCodes.referred(row, 'code_gpe', partCode(division, code));
      if (member === undefined || Number.isNaN(member)) draft.isWhole = false;
      else (isOfWholeClass ? draft.classes : draft.parts).push(member);
    }
    return [...drafts.values()].map(({ group, isWhole }) =>
      isWhole ? group : { ...group, isPartlyUnread: true },
    );
  }
}

/** Group codes are unique in their division only. */
export const partCode = (division: string, group: string): string => `${division}/${group}`;
