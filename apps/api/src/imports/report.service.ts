import { Injectable } from '@nestjs/common';
import type { ImportReport, PlanQuery, PlanRowPage } from '@timetable/contracts';
import { planLinesGone, referencesOf } from '@timetable/domain';
import {
  CampusRepository,
  CourseChangeReader,
  ImportReader,
  PlanNameReader,
  PlanReader,
} from '@timetable/persistence';
import { z } from 'zod';
import { notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { ImportsService } from './imports.service.js';
import { toPlanRow } from './plan-row-view.js';
import { toReport } from './report-view.js';

const cursorSchema = z.string().regex(/^\d{1,18}$/);

/** Sessions edited by hand that a report lists; beyond, they are counted. */
const MOST_EDITED = 100;

/** What an import did or would do, in full. */
@Injectable()
export class ReportService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: ImportReader,
    private readonly plans: PlanReader,
    private readonly planNames: PlanNameReader,
    private readonly courseChanges: CourseChangeReader,
    private readonly campuses: CampusRepository,
  ) {}

  async report(importId: string): Promise<ImportReport> {
    const record = await this.imports.find(importId);
    const campus = await this.campuses.find(record.campusCode);
    if (campus === undefined) throw notFound('La cité scolaire de cet import n’existe plus.');
    const [names, problems, edited, courses] = await Promise.all([
      this.reader.names(importId),
      this.reader.problems(importId),
      this.plans.list({ importId, kind: 'session', type: 'edited_by_hand', limit: MOST_EDITED }),
      this.courseChanges.list(importId),
    ]);
    return toReport(record, names, campus, problems, edited.items, courses);
  }

  async plan(
    importId: string,
    { kind, change, limit, cursor }: Omit<PlanQuery, 'format'>,
  ): Promise<PlanRowPage> {
    const sentence = planLinesGone(await this.imports.find(importId));
    const rows = { importId, kind, type: change, after: decodeCursor(cursorSchema, cursor) };
    let lines = 0;
    const page = await readPage(
      limit,
      async (most) => {
        const { gone, ...read } = await this.#namedRows({ ...rows, limit: most });
        lines = gone;
        return read;
      },
      ({ shown }) => shown,
      ({ position }) => position,
    );
    return { ...page, gone: sentence === undefined ? null : { lines, sentence } };
  }

  async #namedRows(query: Parameters<PlanReader['list']>[0]) {
    const { items, total, gone } = await this.plans.list(query);
    const names = await this.planNames.names(query.importId, referencesOf(items));
    return {
      items: items.map((row) => ({ position: row.position, shown: toPlanRow(row, names) })),
      total,
      gone,
    };
  }
}
