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
import { z } from 'zod';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';
import { ImportsService } from '../imports/imports.service.js';

const cursorSchema = z.string();

@Injectable()
export class OperatorService {
  constructor(
    private readonly fleet: FleetReader,
    private readonly importsService: ImportsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  imports({ campus, ...query }: FleetImportsQuery): Promise<Page<ImportRow>> {
    return this.importsService.listAll(query, campus);
  }

  async campuses({ q, nextActor, limit, cursor }: FleetCampusesQuery): Promise<Page<FleetCampus>> {
    const after = decodeCursor(cursorSchema, cursor);
    return readPage(
      limit,
      (rows) =>
        this.fleet.campuses({
          ...{ now: this.clock.now(), text: q, nextActors: nextActor },
          ...{ after, limit: rows },
        }),
      toFleetCampus,
      ({ code }) => code,
    );
  }
}

const toFleetCampus = (campus: FleetCampusRecord): FleetCampus => ({
  ...campus,
  schoolYears: [...campus.schoolYears],
  nextActors: [...campus.nextActors],
  lastDepositAt: campus.lastDepositAt?.toISOString() ?? null,
  lastIntegratedAt: campus.lastIntegratedAt?.toISOString() ?? null,
  depositsRefusedAt: campus.depositsRefusedAt?.toISOString() ?? null,
});
