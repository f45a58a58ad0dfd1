import { NO_IDENT, type Ident } from '@timetable/domain';
import type { UdtProblems } from './udt-problems.js';
import type { UdtRow } from './udt-row.js';

/** Rows of one kind under the codes by which others refer to them: the first of a code is the one. */
export class UdtCodes {
  readonly #idents = new Map<string, Ident>();

  constructor(private readonly problems: UdtProblems) {}

  /**
   * Whether the row can be referred to: it has a code that no row before it has; what cannot is reported.
   * @param code by which it is, when it is more than the row's
   */
  add(row: UdtRow, ident: Ident, code = row.value('code')): boolean {
    if (row.value('code') !== '' && !this.#idents.has(code)) {
      this.#idents.set(code, ident);
      return true;
    }
    this.problems.report('udt_code_unusable', row, `${row.element} ${row.value('code')}`);
    return false;
  }

  /** Several rows of one code may be one thing. */
  find(code: string): Ident | undefined {
    return this.#idents.get(code);
  }

  /**
   * Whom the attribute of a row refers to: undefined for nobody (empty, or « 0 »), `NO_IDENT` and a problem for what the
   * export does not describe.
   * @param code what is looked up, when it is more than the attribute
   */
  referred(row: UdtRow, attribute: string, code = row.value(attribute)): Ident | undefined {
    const value = row.value(attribute);
    if (value === '' || value === '0') return undefined;
    const ident = this.#idents.get(code);
    if (ident === undefined) this.problems.report('udt_row_unknown', row, `${attribute}=${code}`);
    return ident ?? NO_IDENT;
  }
}
