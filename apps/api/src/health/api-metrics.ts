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
    this.gaugeBy('status', 'imports', 'Imports by status.', async () =>
      Object.fromEntries((await fleet.countByStatus()).map(({ status, count }) => [status, count])),
    );
    measureOutbox(this, () => outbox.backlog());
    measureDatabase(this, () => database.connections());
  }
}
