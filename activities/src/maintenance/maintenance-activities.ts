/** What one run of a job removed. */
export interface MaintenanceReport {
  readonly deleted: number;
}

/** The recurring jobs of the product that need Temporal's schedules. Each may run twice: what is gone is gone. */
export interface MaintenanceActivities {
  /** Deposited files past their retention, and the live events of their imports. */
  deleteExpiredSources(): Promise<MaintenanceReport>;
  /** Stored files of no deposit, which a process killed between storing and recording leaves. */
  deleteOrphanFiles(): Promise<MaintenanceReport>;
  /** What imports that are over left in staging. Counted in imports. */
  deleteStaleStaging(): Promise<MaintenanceReport>;
  /** Rows and plans that have been kept long enough. Counted in rows, and plans. */
  deleteExpiredRows(): Promise<MaintenanceReport>;
  /** What names people in imports of school years that are long over. Counted in imports. */
  erasePersonalData(): Promise<MaintenanceReport>;
}
