import { ofNamed } from '@timetable/domain';
import { Injectable } from '@nestjs/common';
import type { ImportProblem, Page, PageQuery } from '@timetable/contracts';
import { ProblemReader } from '@timetable/persistence';
import { z } from 'zod';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { tableText, type Table } from '../http/table.js';
import { nameWithoutExtension } from './file-name.js';
import { ImportsService } from './imports.service.js';
import { PROBLEM_COLUMNS } from './problems-table.js';

/** Position of the last problem of the page before. */
const cursorSchema = z.string().regex(/^\d{1,9}$/);

/** More than an import keeps: those beyond are counted by kind. */
const MOST_LISTED = 2_000;

/** What is wrong with a file, one by one. */
@Injectable()
export class ProblemsService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: ProblemReader,
  ) {}

  async list(importId: string, { limit, cursor }: PageQuery): Promise<Page<ImportProblem>> {
    await this.imports.find(importId);
    const after = decodeCursor(cursorSchema, cursor);
    return readPage(
      limit,
      (most) =>
        this.reader.list(importId, { after: after === undefined ? undefined : Number(after), limit: most }),
      ({ position: _position, ...problem }) => problem,
      ({ position }) => String(position),
    );
  }

  /** All of them. */
  async table(importId: string): Promise<Table> {
    const { fileName } = await this.imports.find(importId);
    const { items } = await this.reader.list(importId, { limit: MOST_LISTED });
    return {
      name: `Problèmes ${ofNamed(nameWithoutExtension(fileName))}`,
      text: tableText(PROBLEM_COLUMNS, items),
    };
  }
}
