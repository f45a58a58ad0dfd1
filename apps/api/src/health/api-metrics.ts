import { Injectable } from '@nestjs/common';
import { Database, FleetReader, OutboxRepository } from '@timetable/persistence';
import { countRefusedDeposits, measureDatabase, measureOutbox, Metrics } from '@timetable/runtime';

/** Figures of one API. */
@Injectable()
export class ApiMetrics extends Metrics {
  readonly requests = this.requestDurations(['method', 'route', 'status']);
  readonly refusedDeposits = countRefusedDeposits(this);

  constructor(fleet: FleetReader, outbox: OutboxRepository, database: Database) {
    super();
    this.gaugeBy('status', 'imports', 'Imports that have not ended, by status.', async () =>
      Object.fromEntries(await fleet.countUnfinished()),
    );
    measureOutbox(this, () => outbox.backlog());
    measureDatabase(this, () => database.connections());
  }
}
