import { Injectable } from '@nestjs/common';
import type { ImportDetail, ImportRow, ImportsQuery, Page, PageQuery } from '@timetable/contracts';
import {
  ImportReader,
  type CampusRecord,
  type DepositAccountHolder,
  type ImportFilter,
  type ImportRecord,
  type ImportSummary,
} from '@timetable/persistence';
import { z } from 'zod';
import { notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { toDetail, toRow } from './import-view.js';

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Name people use for a campus-wide file. */
const WHOLE_CAMPUS = 'Tous';

/** What is asked of the imports of many campuses. */
interface FleetWishes {
  /** In a code, a name or a UAI of their campus; lower case, without accents. */
  readonly campusWords?: readonly string[];
  readonly oldestFirst?: boolean | undefined;
}

/** The dashboard and one import, for reading. */
@Injectable()
export class ImportsService {
  constructor(private readonly imports: ImportReader) {}

  list(campus: CampusRecord, query: ImportsQuery): Promise<Page<ImportRow>> {
    return this.listAll(query, campus.code);
  }

  /** @param campusCode undefined: the whole fleet */
  async listAll(
    query: ImportsQuery,
    campusCode: string | undefined,
    { campusWords, oldestFirst }: FleetWishes = {},
  ): Promise<Page<ImportRow>> {
    return this.#page({ ...filterOf(query, campusCode), campusWords }, { ...query, oldestFirst }, toRow);
  }

  /** What a program sent with that account. */
  listOfAccount<Item>(
    { login: accountLogin, campusCode }: Pick<DepositAccountHolder, 'login' | 'campusCode'>,
    query: PageQuery,
    toItem: (deposit: ImportSummary) => Item,
  ): Promise<Page<Item>> {
    return this.#page({ campusCode, accountLogin, origin: 'automatic' }, query, toItem);
  }

  #page<Item>(
    filter: ImportFilter,
    { limit, cursor, oldestFirst }: PageQuery & Pick<FleetWishes, 'oldestFirst'>,
    toItem: (row: ImportSummary) => Item,
  ): Promise<Page<Item>> {
    const position = decodeCursor(cursorSchema, cursor);
    const after = position && { receivedAt: new Date(position[0]), id: position[1] };
    return readPage(
      limit,
      (rows) => this.imports.list(filter, { limit: rows, after, oldestFirst }),
      toItem,
      ({ receivedAt, id }) => [receivedAt.toISOString(), id],
    );
  }

  async one(importId: string): Promise<ImportDetail> {
    const record = await this.find(importId);
    const isWaiting = record.status === 'received';
    return toDetail(record, isWaiting ? await this.imports.queuePosition(importId) : null);
  }

  /** @throws ApiError `not_found` */
  async find(importId: string): Promise<ImportRecord> {
    const record = await this.imports.find(importId);
    if (record === undefined) throw notFound('Cet import n’existe pas.');
    return record;
  }
}

function filterOf(query: ImportsQuery, campusCode: string | undefined): ImportFilter {
  return {
    campusCode,
    statuses: query.status,
    nextActors: query.nextActor,
    origin: query.origin,
    establishmentId: establishmentIdOf(query.establishment, campusCode),
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : endOf(query.to),
  };
}

function establishmentIdOf(
  code: string | undefined,
  campusCode: string | undefined,
): string | null | undefined {
  if (code === undefined || code === '') return undefined;
  if (code === WHOLE_CAMPUS) return null;
  return campusCode === undefined ? code : `${campusCode}/${code}`;
}

/** A bare date is included whole. */
function endOf(to: string): Date {
  const isDate = !to.includes('T');
  return new Date(Date.parse(to) + (isDate ? 24 * 60 * 60 * 1000 : 0));
}
