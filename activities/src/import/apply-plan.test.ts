import { beforeEach, describe, expect, it } from '@jest/globals';
import { activitiesOver, activityEnvironment } from '../testing/run-activity.js';
import { FakePorts, RUN } from '../testing/fake-ports.js';
import { createImportActivities } from './create-import-activities.js';
import type { ImportActivities, PlannedInput } from './import-activities.js';

let ports: FakePorts;
let activities: ImportActivities;
let planned: PlannedInput;

beforeEach(async () => {
  ports = new FakePorts();
  activities = activitiesOver(ports);
  planned = { run: RUN, plan: (await activities.planImport({ run: RUN })).plan };
  ports.steps.length = 0;
});

describe('createGroups', () => {
  it('counts groups and attachments, and publishes nothing', async () => {
    expect(await activities.createGroups(planned)).toMatchObject({
      state: 'ok',
      counts: { groupsCreated: 1, membershipsAdded: 1 },
    });
    expect(ports.published).toBeUndefined();
    expect(ports.steps).toEqual(['groups running', 'groups ok']);
  });
});

describe('generateSessions', () => {
  it('publishes, leaving alone what begins within 15 minutes of now', async () => {
    ports.now = new Date('2026-09-01T09:00:00Z');
    expect(await activities.generateSessions(planned)).toEqual({
      state: 'ok',
      counts: { sessionsCreated: 6 },
    });
    expect(ports.published).toMatchObject({
      schoolYear: '2026-2027',
      firstOfYear: false,
      frozenBefore: new Date('2026-09-01T09:15:00Z'),
      on: '2026-09-01',
    });
  });

  it('leaves alone what begins within the campus’s own freeze', async () => {
    ports.context = { ...ports.context, settings: { formats: ['edt'], freezeMinutes: 90 } };
    await activities.generateSessions(planned);
    expect(ports.published).toMatchObject({ frozenBefore: new Date('2026-09-01T07:30:00Z') });
  });

  it('publishes the whole year in its first import', async () => {
    await activities.generateSessions({ ...planned, plan: { ...planned.plan, firstOfYear: true } });
    expect(ports.published).toHaveProperty('frozenBefore', undefined);
  });

  it('fills the staging again when the database has lost it', async () => {
    ports.isStaged = false;
    await activities.generateSessions(planned);
    expect(ports.isStaged).toBe(true);
    expect(ports.published).toBeDefined();
  });

  it('never applies another plan than the one decided on', async () => {
    ports.isStaged = false;
    ports.currentState = 'somebody changed it';
    await expect(activities.generateSessions(planned)).rejects.toMatchObject({
      type: 'PlanChanged',
      nonRetryable: true,
    });
    expect(ports.published).toBeUndefined();
  });

  it('stages nothing again once it has published', async () => {
    ports.isStaged = false;
    ports.isPublished = true;
    await activities.generateSessions(planned);
    expect(ports.isStaged).toBe(false);
  });

  it('stops before publishing when it is cancelled', async () => {
    const env = activityEnvironment();
    ports.plans.isStaged = () => {
      env.cancel();
      return Promise.resolve(true);
    };
    const generate = createImportActivities(ports).generateSessions;
    await expect(env.run(generate, planned)).rejects.toMatchObject({ name: 'CancelledFailure' });
    expect(ports.published).toBeUndefined();
  });

  it('carries a publication that has begun to its end, cancelled or not', async () => {
    const env = activityEnvironment();
    ports.plans.publish = () => {
      env.cancel();
      return Promise.resolve({ sessionsCreated: 6 });
    };
    const generate = createImportActivities(ports).generateSessions;
    expect(await env.run(generate, planned)).toMatchObject({ state: 'ok' });
  });
});
