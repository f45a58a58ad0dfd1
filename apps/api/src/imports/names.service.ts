import { Injectable } from '@nestjs/common';
import type { Page, PageQuery, RecognisedName, UnmatchedNameRow, UnmatchedQuery } from '@timetable/contracts';
import { unmatchedGroups, unmatchedNames, MATCH_KIND_LABELS, type UnmatchedName } from '@timetable/domain';
import { ImportReader } from '@timetable/persistence';
import { pageOfList } from '../http/page.js';
import { tableText, type Column, type Table } from '../http/table.js';
import { toMatchReason } from '../matches/match-reason-view.js';
import { nameWithoutExtension } from './file-name.js';
import { ImportsService } from './imports.service.js';
import { toUnmatchedName } from './report-view.js';

/** For a spreadsheet. */
const UNMATCHED_COLUMNS: readonly Column<UnmatchedName>[] = [
  { header: 'Dans le fichier', cell: ({ label }) => label },
  { header: 'Nature', cell: ({ kind }) => MATCH_KIND_LABELS[kind] },
  { header: 'Candidats dans l’ENT', cell: ({ candidates }) => candidates },
  { header: 'Pourquoi', cell: ({ reason }) => toMatchReason(reason)?.sentence ?? 'Inconnu de l’ENT.' },
];

/** The names that the report gives the first of, all of them. */
@Injectable()
export class NamesService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: ImportReader,
  ) {}

  async unmatched(importId: string, { kind, ...page }: UnmatchedQuery): Promise<Page<UnmatchedNameRow>> {
    const names = await this.#unmatched(importId);
    const wanted = kind === undefined ? names : names.filter((name) => name.kind === kind);
    return pageOfList(wanted.map(toUnmatchedName), page);
  }

  async unmatchedTable(importId: string): Promise<Table> {
    const { fileName } = await this.imports.find(importId);
    return {
      name: `Non rapprochés de ${nameWithoutExtension(fileName)}`,
      text: tableText(UNMATCHED_COLUMNS, await this.#unmatched(importId)),
    };
  }

  async recognised(importId: string, page: PageQuery): Promise<Page<RecognisedName>> {
    await this.imports.find(importId);
    const { recognised } = await this.reader.names(importId);
    return pageOfList(recognised, page);
  }

  /** In the order of the report. */
  async #unmatched(importId: string): Promise<UnmatchedName[]> {
    await this.imports.find(importId);
    const { unmatched } = await this.reader.names(importId);
    return unmatchedGroups(unmatchedNames(unmatched)).flatMap(({ names }) => names);
  }
}
