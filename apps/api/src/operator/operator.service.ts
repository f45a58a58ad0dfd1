import { Inject, Injectable } from '@nestjs/common';
import type {
  FleetCampus,
  FleetCampusesQuery,
  FleetImportsQuery,
  ImportRow,
  Page,
} from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import { FleetReader, type FleetCampusRecord } from '@timetable/persistence';
import { normaliseName } from '@timetable/domain';
import { decodeCursor } from '../http/cursor.js';
import { pageFrom, rankSchema } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';
import { ImportsService } from '../imports/imports.service.js';

const DAY_MS = 24 * 60 * 60 * 1000;

@Injectable()
export class OperatorService {
  constructor(
    private readonly fleet: FleetReader,
    private readonly importsService: ImportsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  imports({ campus, q, sort, ...query }: FleetImportsQuery): Promise<Page<ImportRow>> {
    const wishes = { campusWords: wordsOf(q), oldestFirst: sort === 'oldest' };
    return this.importsService.listAll(query, campus, wishes);
  }

  async campuses({
    q,
    nextActor,
    status,
    silentDays,
    sort,
    ...page
  }: FleetCampusesQuery): Promise<Page<FleetCampus>> {
    const now = this.clock.now();
    const offset = decodeCursor(rankSchema, page.cursor) ?? 0;
    const { items, total } = await this.fleet.campuses({
      ...{ now, sort, offset, limit: page.limit },
      words: wordsOf(q),
      nextActors: nextActor,
      statuses: status,
      silentSince: silentDays === undefined ? undefined : new Date(now.getTime() - silentDays * DAY_MS),
    });
    return pageFrom(offset, items.map(toFleetCampus), total);
  }
}

const wordsOf = (text = ''): string[] =>
  normaliseName(text)
    .split(' ')
    .filter((word) => word !== '');

const toFleetCampus = (campus: FleetCampusRecord): FleetCampus => ({
  ...campus,
  schoolYears: [...campus.schoolYears],
  nextActors: [...campus.nextActors],
  lastDepositAt: campus.lastDepositAt?.toISOString() ?? null,
  oldestWaitAt: campus.oldestWaitAt?.toISOString() ?? null,
  lastIntegratedAt: campus.lastIntegratedAt?.toISOString() ?? null,
  depositsRefusedAt: campus.depositsRefusedAt?.toISOString() ?? null,
});
