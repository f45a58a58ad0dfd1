import { Injectable } from '@nestjs/common';
import type { Page, PlanSummaryQuery, PlanSummaryRow } from '@timetable/contracts';
import {
  changeKindLabel,
  frenchDate,
  hasWritten,
  isChangeKind,
  shownReference,
  summarySentence,
  ofNamed,
} from '@timetable/domain';
import { PlanSummaryReader, type ImportRecord, type PlanSummaryRecord } from '@timetable/persistence';
import { pageOfList } from '../http/page.js';
import { tableText, type Table } from '../http/table.js';
import { nameWithoutExtension } from './file-name.js';
import { ImportsService } from './imports.service.js';
import { GROUPING_LABELS, summaryColumns } from './plan-summary-table.js';

/** A plan in few lines: what it does to each class, teacher, subject, week, or kind of thing. */
@Injectable()
export class PlanSummaryService {
  constructor(
    private readonly imports: ImportsService,
    private readonly reader: PlanSummaryReader,
  ) {}

  async list(importId: string, { by, ...page }: PlanSummaryQuery): Promise<Page<PlanSummaryRow>> {
    return pageOfList(await this.#rows(await this.imports.find(importId), by), page);
  }

  /** Every group. */
  async table(importId: string, { by }: Pick<PlanSummaryQuery, 'by'>): Promise<Table> {
    const found = await this.imports.find(importId);
    const columns = summaryColumns(by);
    return {
      name: `Plan d’import ${ofNamed(nameWithoutExtension(found.fileName))}, ${GROUPING_LABELS[by]}`,
      text: tableText(columns, await this.#rows(found, by)),
    };
  }

  async #rows({ id, status }: ImportRecord, by: PlanSummaryQuery['by']): Promise<PlanSummaryRow[]> {
    const isConditional = hasWritten(status) !== true;
    const records = await this.reader.list(id, by);
    const rows = records.map((record) => toRow(record, by, isConditional));
    // Weeks as they come; elsewhere what changes most is what one looks for.
    if (by !== 'week') rows.sort((a, b) => b.total - a.total || a.label.localeCompare(b.label, 'fr'));
    return rows;
  }
}

function toRow(
  { key, name, counts }: PlanSummaryRecord,
  by: PlanSummaryQuery['by'],
  isConditional: boolean,
): PlanSummaryRow {
  const kind = by === 'kind' && isChangeKind(key) ? key : 'session';
  const label = labelOf(key, name, by);
  return {
    key: by === 'teacher' ? shownReference(key, name) : key,
    label,
    counts: Object.fromEntries(counts),
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    sentence: `${label} : ${summarySentence(kind, counts, { isConditional })}`,
  };
}

function labelOf(key: string, name: string, by: PlanSummaryQuery['by']): string {
  if (by === 'kind') return isChangeKind(key) ? changeKindLabel(key) : key;
  return by === 'week' ? `Semaine du ${frenchDate(key)}` : name;
}
