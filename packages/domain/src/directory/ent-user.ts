/** A user of the ENT: who may hold a deposit account. */
export interface EntUser {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly email: string;
  /** Instant of the load that no longer had them, ISO 8601; absent for whom the ENT lists. */
  readonly absentSince?: string;
}
