import type { OvertakableImport } from '@timetable/domain';

/** What `isOvertakenBy` is asked about, as columns. */
export const OVERTAKABLE = [
  'import.id',
  'import.status',
  'import.messageCode',
  'import.establishmentIds',
  'import.receivedAt',
  'import.schoolYear',
] as const;

/** A row of them as the rule sees it. */
export const overtakable = ({
  messageCode,
  ...row
}: Omit<OvertakableImport, 'messageCode'> & { readonly messageCode: string | null }): OvertakableImport => ({
  ...row,
  messageCode: messageCode ?? undefined,
});
