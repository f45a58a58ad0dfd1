import type { PageOrTableQuery } from '@timetable/contracts';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';
import { ApiError } from '../errors/api-error.js';
import type { ApiRequest } from './api-request.js';
import { attachment } from './attachment.js';

type Format = NonNullable<PageOrTableQuery['format']>;

const TYPES = ['application/json', 'text/csv'] as const;

/**
 * In which form a list is wanted: the one that the address names, else the one that Accept prefers.
 * @param name French, plural: « Les problèmes »
 * @throws ApiError `not_acceptable`
 */
export function wantedFormat(
  request: Pick<ApiRequest, 'accepts'>,
  response: Pick<Response, 'vary'>,
  { format, name }: { readonly format: Format | undefined; readonly name: string },
): Format {
  response.vary('Accept');
  if (format !== undefined) return format;
  const type = request.accepts([...TYPES]);
  if (type === false)
    throw new ApiError(
      'not_acceptable',
      `${name} existent en JSON (application/json) et en tableau (text/csv).`,
    );
  return type === 'text/csv' ? 'csv' : 'json';
}

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string | number | null;
}

/**
 * Rows as French spreadsheets open them: UTF-8 announced by its mark, semicolons, and no cell that a spreadsheet would take
 * for a formula, whatever names a file holds.
 */
export const tableText = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  heading(columns) + lines(columns, rows);

/** The same, some rows at a time: however many there are, few are held. */
export async function* tablePieces<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield heading(columns);
  for await (const rows of pages) yield lines(columns, rows);
}

const STYLE = { delimiter: ';', record_delimiter: 'windows', escape_formulas: true } as const;

const heading = (columns: readonly { readonly header: string }[]): string =>
  stringify([columns.map(({ header }) => header)], { ...STYLE, bom: true });

const lines = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  stringify(
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    STYLE,
  );

/** A list for a spreadsheet. */
export interface Table {
  /** French, without its extension. */
  readonly name: string;
  /** The whole CSV. */
  readonly text: string;
}

/** The answer is saved under its name, not shown. */
export function sentAs({ name, text }: Table, response: Response): string {
  response.type('text/csv').setHeader('Content-Disposition', attachment(`${name}.csv`));
  return text;
}
