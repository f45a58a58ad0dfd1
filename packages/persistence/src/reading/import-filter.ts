import type { ImportOrigin, ImportStatus } from '@timetable/domain';

/** Which imports a list shows; what is undefined does not restrict. */
export interface ImportFilter {
  readonly campusCode?: string | undefined;
  readonly statuses?: readonly ImportStatus[] | undefined;
  readonly origin?: ImportOrigin | undefined;
  /** An establishment id, or null for campus-wide files only. */
  readonly establishmentId?: string | null | undefined;
  /** Received at or after. */
  readonly from?: Date | undefined;
  /** Received before. */
  readonly to?: Date | undefined;
}

/** Place of a row in the list, latest first: the next page starts after it. */
export interface ImportPosition {
  readonly receivedAt: Date;
  readonly id: string;
}

/** `$1`…`$6` of every statement about a filtered list of imports. */
export const FILTER_CONDITION = `
  ($1::text IS NULL OR import.campus_code = $1)
  AND ($2::text[] IS NULL OR import.status = ANY ($2))
  AND ($3::text IS NULL OR import.origin = $3)
  AND ($4::text IS NULL OR import.establishment_id IS NOT DISTINCT FROM nullif($4, ''))
  AND ($5::timestamptz IS NULL OR import.received_at >= $5)
  AND ($6::timestamptz IS NULL OR import.received_at < $6)`;

export const filterParams = (filter: ImportFilter): readonly unknown[] => [
  filter.campusCode,
  filter.statuses,
  filter.origin,
  filter.establishmentId === null ? '' : filter.establishmentId,
  filter.from,
  filter.to,
];
