import { countRefusedDeposits, measureDatabase, Metrics, type PoolState } from '@timetable/runtime';

/** What can be counted when somebody asks. */
export interface DoorGauges {
  readonly trees: () => number;
  readonly locks: () => number;
  readonly uploads: () => number;
  readonly databaseConnections: () => PoolState;
}

/** Figures of one door; none of them names a person. */
export class DoorMetrics extends Metrics {
  readonly requests = this.requestDurations(['method', 'status']);
  readonly deposits = this.counter('deposits_total', 'Files that became a deposit, and retries of one.', [
    'kind',
  ]);
  readonly depositedBytes = this.counter(
    'deposited_bytes_total',
    'Bytes of the files that became a deposit.',
  );
  readonly refusedDeposits = countRefusedDeposits(this);
  readonly cutUploads = this.counter('cut_uploads_total', 'Requests whose client left before the end.');
  readonly defects = this.counter('defects_total', 'Errors nobody foresaw: each is worth a look at the log.');

  constructor({ trees, locks, uploads, databaseConnections }: DoorGauges) {
    super();
    this.gauge('campus_trees', 'Campuses with files in the door.', trees);
    this.gauge('webdav_locks', 'WebDAV locks alive.', locks);
    this.gauge('uploads_under_way', 'Bodies being received.', uploads);
    measureDatabase(this, databaseConnections);
  }
}
