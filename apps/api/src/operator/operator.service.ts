import { Inject, Injectable } from '@nestjs/common';
import type {
  FleetCampus,
  FleetCampusesQuery,
  FleetImport,
  FleetImportsQuery,
  Page,
} from '@timetable/contracts';
import type { Clock, Settings } from '@timetable/settings';
import {
  CampusRepository,
  FleetReader,
  type FleetCampusRecord,
  type SilenceLimits,
} from '@timetable/persistence';
import { ACADEMIC_ZONES, normaliseName, schoolDaysAgo, schoolDaysSince } from '@timetable/domain';
import { decodeCursor } from '../http/cursor.js';
import { pageFrom, rankSchema } from '../http/page.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';
import { ImportsService } from '../imports/imports.service.js';

@Injectable()
export class OperatorService {
  constructor(
    private readonly fleet: FleetReader,
    private readonly campusRepository: CampusRepository,
    private readonly importsService: ImportsService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async imports({ campus, q, sort, ...query }: FleetImportsQuery): Promise<Page<FleetImport>> {
    const wishes = { campusWords: wordsOf(q), oldestFirst: sort === 'oldest' };
    const page = await this.importsService.listAll(query, campus, wishes);
    const names = await this.campusRepository.namesOf(page.items.map((row) => row.campus));
    const items = page.items.map((row) => ({ ...row, campusName: names.get(row.campus) ?? row.campus }));
    return { ...page, items };
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
    return pageFrom(
      offset,
      items.map((campus) => toFleetCampus(campus, this.#silentDays(campus, now))),
      total,
    );
  }

  #silentDays({ lastDepositAt, academicZone }: FleetCampusRecord, now: Date): number | null {
    const place = { timeZone: this.settings.SCHOOL_TIME_ZONE, academicZone };
    return lastDepositAt === null ? null : schoolDaysSince(lastDepositAt, now, place);
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

const toFleetCampus = (
  { academicZone: _, ...campus }: FleetCampusRecord,
  silentDays: number | null,
): FleetCampus => ({
  ...campus,
  silentDays,
  schoolYears: [...campus.schoolYears],
  nextActors: [...campus.nextActors],
  lastDepositAt: campus.lastDepositAt?.toISOString() ?? null,
  oldestWaitAt: campus.oldestWaitAt?.toISOString() ?? null,
  lastIntegratedAt: campus.lastIntegratedAt?.toISOString() ?? null,
  depositsRefusedAt: campus.depositsRefusedAt?.toISOString() ?? null,
  signInRefusedAt: campus.signInRefusedAt?.toISOString() ?? null,
});
