import type { ImportDetail } from '@timetable/contracts';

/** The demonstration did not end as it must: `message` says what differs. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

/** @throws DemoFailure when the import rests in none of these statuses */
export function expectStatus({ status, statusLabel, message }: ImportDetail, ...expected: string[]): void {
  if (!expected.includes(status))
    throw new DemoFailure(`L’import a fini ainsi : ${statusLabel}. ${message ?? ''}`);
}

/** Of an import whose file is in force. */
export const SUCCESS = ['integrated', 'integrated_with_alerts'];
