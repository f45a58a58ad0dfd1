import { Injectable, StreamableFile } from '@nestjs/common';
import { MAX_PAGE_LIMIT, type PlanQuery } from '@timetable/contracts';
import { hasWritten, ofNamed } from '@timetable/domain';
import { Readable } from 'node:stream';
import { attachment } from '../http/attachment.js';
import { tablePieces } from '../http/table.js';
import { nameWithoutExtension } from './file-name.js';
import { ImportsService } from './imports.service.js';
import { allLines, planColumns } from './plan-table.js';
import { ReportService } from './report.service.js';

/** A plan for a spreadsheet, line by line. */
@Injectable()
export class PlanTableService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reports: ReportService,
  ) {}

  /** All of its lines, read while they are sent. */
  async table(
    importId: string,
    { kind, change }: Pick<PlanQuery, 'kind' | 'change'>,
  ): Promise<StreamableFile> {
    const { fileName, status } = await this.imports.find(importId);
    const page = (cursor?: string) =>
      this.reports.plan(importId, { kind, change, limit: MAX_PAGE_LIMIT, cursor });
    const columns = planColumns({ isConditional: hasWritten(status) !== true });
    return new StreamableFile(Readable.from(tablePieces(columns, allLines(await page(), page))), {
      type: 'text/csv; charset=utf-8',
      disposition: attachment(
        `Plan d’import ${ofNamed(nameWithoutExtension(fileName))}, ligne par ligne.csv`,
      ),
    });
  }
}
