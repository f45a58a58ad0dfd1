import type { Logger } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createImportActivities } from '../import/create-import-activities.js';
import type { ImportActivities } from '../import/import-activities.js';
import type { FakePorts } from './fake-ports.js';

const say = (): void => undefined;
const SILENT: Logger = { log: say, trace: say, debug: say, info: say, warn: say, error: say };

/** Where one activity runs in a test; the failures it wants are not the terminal's business. */
export const activityEnvironment = (): MockActivityEnvironment =>
  new MockActivityEnvironment(undefined, { logger: SILENT });

/** The activities over fake ports, each called as Temporal would: one environment per call, one set for all. */
export function activitiesOver(ports: FakePorts): ImportActivities {
  const activities = createImportActivities(ports);
  const inTemporal =
    <I, O>(activity: (input: I) => Promise<O>) =>
    (input: I): Promise<O> =>
      activityEnvironment().run(activity, input);
  return {
    takeCharge: inTemporal(activities.takeCharge),
    validateDeposit: inTemporal(activities.validateDeposit),
    planImport: inTemporal(activities.planImport),
    createGroups: inTemporal(activities.createGroups),
    generateSessions: inTemporal(activities.generateSessions),
    concludeImport: inTemporal(activities.concludeImport),
    markInterrupted: inTemporal(activities.markInterrupted),
  };
}
