import { Injectable } from '@nestjs/common';
import type {
  AbsentName,
  Page,
  PageQuery,
  RecognisedName,
  UnmatchedNameRow,
  UnmatchedQuery,
} from '@timetable/contracts';
import { programOf, unmatchedGroups, unmatchedNames, type UnmatchedName, ofNamed } from '@timetable/domain';
import { ImportReader, type ImportNames } from '@timetable/persistence';
import { pageOfList } from '../http/page.js';
import { tableText, type Column, type Table } from '../http/table.js';
import { nameWithoutExtension } from './file-name.js';
import { ImportsService } from './imports.service.js';
import { ABSENT_COLUMNS, RECOGNISED_COLUMNS, UNMATCHED_COLUMNS } from './name-tables.js';
import { toUnmatchedName } from './report-view.js';

/** The names that the report gives the first of, all of them, in its order. */
@Injectable()
export class NamesService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: ImportReader,
  ) {}

  async unmatched(importId: string, { kind, ...page }: UnmatchedQuery): Promise<Page<UnmatchedNameRow>> {
    const names = allUnmatched(await this.#names(importId));
    const wanted = kind === undefined ? names : names.filter((name) => name.kind === kind);
    return pageOfList(wanted.map(toUnmatchedName), page);
  }

  unmatchedTable(importId: string): Promise<Table> {
    return this.#table(importId, 'Non rapprochés', UNMATCHED_COLUMNS, allUnmatched);
  }

  async recognised(importId: string, page: PageQuery): Promise<Page<RecognisedName>> {
    return pageOfList((await this.#names(importId)).recognised, page);
  }

  recognisedTable(importId: string): Promise<Table> {
    return this.#table(
      importId,
      'Reconnus sous un autre nom',
      RECOGNISED_COLUMNS,
      ({ recognised }) => recognised,
    );
  }

  async absent(importId: string, page: PageQuery): Promise<Page<AbsentName>> {
    return pageOfList((await this.#names(importId)).absent.items, page);
  }

  absentTable(importId: string): Promise<Table> {
    return this.#table(importId, 'Absents de l’annuaire', ABSENT_COLUMNS, ({ absent }) => absent.items);
  }

  async #names(importId: string): Promise<ImportNames> {
    await this.imports.find(importId);
    return this.reader.names(importId);
  }

  async #table<Row>(
    importId: string,
    title: string,
    columns: readonly Column<Row>[],
    rowsOf: (names: ImportNames) => readonly Row[],
  ): Promise<Table> {
    const { fileName } = await this.imports.find(importId);
    const rows = rowsOf(await this.reader.names(importId));
    return { name: `${title} ${ofNamed(nameWithoutExtension(fileName))}`, text: tableText(columns, rows) };
  }
}

/** In the order in which the report groups them. */
const allUnmatched = ({ unmatched }: ImportNames): UnmatchedName[] =>
  unmatchedGroups(unmatchedNames(unmatched), programOf(undefined)).flatMap(({ names }) => names);
