import {
  DIRECTORY_ROWS,
  frenchMessage,
  MOST_DIRECTORY_ROWS,
  type DirectoryBody,
  type FieldError,
} from '@timetable/contracts';
import { unstorableFields } from '@timetable/domain';
import type { z } from 'zod';
import { invalidFields } from '../errors/api-error.js';
import { unstorableErrors } from '../http/unstorable-text.js';

export type ListName = keyof typeof DIRECTORY_ROWS;

/** Errors listed at most: nothing more is read then. */
const MOST_ERRORS = 100;

/** The lists of a directory, filled row by row as they are read; what is wrong with them is told all together. */
export class DirectoryRows {
  readonly #lists: { [List in ListName]?: z.output<(typeof DIRECTORY_ROWS)[List]>[] } = {};
  readonly #seen = new Map<ListName, { ids: Set<string>; rank: number }>();
  readonly #errors: FieldError[] = [];

  /** @returns false when the body has that list already */
  begin(list: ListName): boolean {
    if (this.#lists[list] !== undefined) return false;
    this.#lists[list] = [];
    this.#seen.set(list, { ids: new Set(), rank: -1 });
    return true;
  }

  /** @throws ApiError `validation_failed` once so much is wrong that nobody would read more of it */
  add(list: ListName, row: unknown): void {
    switch (list) {
      case 'teachers':
        this.#keep(list, this.#lists.teachers, DIRECTORY_ROWS.teachers, row);
        break;
      case 'pupils':
        this.#keep(list, this.#lists.pupils, DIRECTORY_ROWS.pupils, row);
        break;
      case 'classes':
        this.#keep(list, this.#lists.classes, DIRECTORY_ROWS.classes, row);
        break;
      case 'users':
        this.#keep(list, this.#lists.users, DIRECTORY_ROWS.users, row);
        break;
    }
  }

  /** @throws ApiError as `add` */
  refuse(...errors: readonly FieldError[]): void {
    this.#errors.push(...errors.slice(0, MOST_ERRORS - this.#errors.length));
    if (this.#errors.length >= MOST_ERRORS) throw invalidFields(this.#errors);
  }

  /** @throws ApiError `validation_failed` when anything was wrong */
  whole(): DirectoryBody {
    if (this.#errors.length > 0) throw invalidFields(this.#errors);
    return this.#lists;
  }

  #keep<Row extends z.ZodType<{ id: string }>>(
    list: ListName,
    rows: z.output<Row>[] = [],
    schema: Row,
    row: unknown,
  ): void {
    const seen = this.#seen.get(list);
    if (seen === undefined) throw new Error(`${list} has not begun.`);
    seen.rank += 1;
    const at = (field: string): string => [list, seen.rank, ...(field === '' ? [] : [field])].join('.');
    const unstorable = unstorableFields(row, MOST_ERRORS);
    const result = unstorable.length > 0 ? undefined : schema.safeParse(row, { error: frenchMessage });
    if (result === undefined) {
      this.refuse(...unstorableErrors(unstorable.map(at)));
    } else if (!result.success) {
      const { issues } = result.error;
      this.refuse(...issues.map(({ path, message }) => ({ field: at(path.map(String).join('.')), message })));
    } else if (seen.ids.has(result.data.id)) {
      this.refuse({ field: at('id'), message: 'Identifiant donné deux fois.' });
    } else {
      seen.ids.add(result.data.id);
      rows.push(result.data);
    }
    if (seen.rank === MOST_DIRECTORY_ROWS)
      this.refuse({
        field: list,
        message: `Cette liste ne peut pas dépasser ${MOST_DIRECTORY_ROWS} éléments.`,
      });
  }
}
