import { Inject, Injectable } from '@nestjs/common';
import type {
  FleetCampus,
  FleetCampusesQuery,
  FleetImportsQuery,
  ImportRow,
  Page,
} from '@timetable/contracts';
import type { Clock, Settings } from '@timetable/settings';
import { FleetReader, type FleetCampusRecord, type SilenceLimits } from '@timetable/persistence';
import { ACADEMIC_ZONES, normaliseName, schoolDaysAgo } from '@timetable/domain';
import { decodeCursor } from '../http/cursor.js';
import { pageFrom, rankSchema } from '../http/page.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { ImportsService } from '../imports/imports.service.js';

@Injectable()
export class OperatorService {
  constructor(
    private readonly fleet: FleetReader,
    private readonly importsService: ImportsService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
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
      silentSince: silentDays === undefined ? undefined : await this.#silenceOf(now, silentDays),
    });
    return pageFrom(offset, items.map(toFleetCampus), total);
  }

  /** In the zone of this installation: a few hours do not make a silence. */
  async #silenceOf(now: Date, days: number): Promise<SilenceLimits> {
    const { SCHOOL_TIME_ZONE: timeZone } = this.settings;
    const since = (academicZone: string | null): Date => schoolDaysAgo(now, days, { timeZone, academicZone });
    // « B » is also typed « Zone B ».
    const zones = new Set<string>([...ACADEMIC_ZONES, ...(await this.fleet.academicZones())]);
    return { byZone: new Map([...zones].map((zone) => [zone, since(zone)])), otherwise: since(null) };
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
  signInRefusedAt: campus.signInRefusedAt?.toISOString() ?? null,
});
