import type { ImportNotification, ImportNotificationKind, ImportRun } from '@timetable/domain';

/** What is to be told of an import, to everybody concerned, by mail unless a test says otherwise. */
export const importFact = (
  { importId }: Pick<ImportRun, 'importId'>,
  kind: ImportNotificationKind,
  changes: Partial<ImportNotification> = {},
): ImportNotification => ({
  kind,
  recipients: ['depositor'],
  channels: [{ name: 'mail', reaches: 'people' }],
  causeKey: `${importId}|${kind}`,
  urgency: 'at_once',
  digestAt: new Date('2026-10-02T05:00:00Z'),
  data: {
    importId,
    school: 'Collège',
    fileName: 'EDT_test.zip',
    receivedAt: '2026-10-01T12:00:00.000Z',
    timeZone: 'Europe/Paris',
    sentences: ['S'],
    nextActor: 'manager',
  },
  ...changes,
});
