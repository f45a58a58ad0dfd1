import { beforeEach, describe, expect, it } from '@jest/globals';
import { activitiesOver } from '../testing/run-activity.js';
import { FakePorts, RUN } from '../testing/fake-ports.js';
import type { ImportActivities } from './import-activities.js';

let ports: FakePorts;
let activities: ImportActivities;
const plan = () => activities.planImport({ run: RUN });

beforeEach(() => {
  ports = new FakePorts();
  activities = activitiesOver(ports);
});

describe('planImport', () => {
  it('lets an automatic import through when no threshold is exceeded, and saves its plan', async () => {
    const result = await plan();
    expect(result).toMatchObject({ verdict: 'apply', state: 'ok', counts: { exceeded: 0 } });
    expect(result.plan).toMatchObject({
      schoolYear: '2026-2027',
      firstOfYear: false,
      fileYear: { startsOn: '2026-08-31', endsOn: '2026-09-20' },
      inputVersions: '1.1.1',
      exceeded: [],
    });
    expect(ports.plan).toMatchObject({
      planHash: result.plan.planHash,
      planVersions: '1.1.1|COL@1',
      counts: { sessions: 6, sessionsCreated: 6, subjectsCreated: 1, groupsCreated: 1 },
    });
    expect(ports.plan?.thresholds).toHaveLength(15);
    expect(ports.steps).toEqual(['thresholds running', 'thresholds ok']);
  });

  it('freezes what begins within the campus’s freeze of the time the import was taken up', async () => {
    await plan();
    expect(ports.compared?.frozenBefore).toEqual(new Date('2026-09-01T06:15:00Z'));
    ports.context = { ...ports.context, settings: { formats: ['edt'], freezeMinutes: 0 } };
    await plan();
    expect(ports.compared?.frozenBefore).toEqual(new Date('2026-09-01T06:00:00Z'));
  });

  it('holds it when a blocking threshold is exceeded, saying which with its fraction', async () => {
    ports.limits = { services_created: { limit: 50, blocking: true } };
    const result = await plan();
    expect(result).toMatchObject({ verdict: 'held', code: 'blocking_threshold', state: 'blocked' });
    expect(result.plan.exceeded).toEqual(['services_created']);
    expect(result.message).toMatch(/services? d’enseignement/);
    expect(ports.steps.at(-1)).toBe('thresholds blocked');
  });

  it('says all that is exceeded, in sentences one after the other', async () => {
    ports.limits = {
      subjects_created: { limit: 50, blocking: true },
      services_created: { limit: 50, blocking: true },
    };
    const { message } = await plan();
    expect(message).toMatch(
      /^1 matière créée[^.]*\. 2 services d’enseignement créés[^.]*\. Si c’est voulu, [^.]*\.$/,
    );
  });

  it('applies it with an alert when the threshold is not blocking', async () => {
    ports.limits = { services_created: { limit: 50, blocking: false } };
    expect(await plan()).toMatchObject({ verdict: 'apply', state: 'alert', counts: { exceeded: 1 } });
  });

  it('holds a manual import for confirmation, even when nothing is exceeded', async () => {
    ports.context = { ...ports.context, origin: 'manual' };
    expect(await plan()).toMatchObject({ verdict: 'held', code: 'confirmation_required', state: 'ok' });
  });

  it('applies the very plan that was approved, blocking threshold or not', async () => {
    ports.limits = { services_created: { limit: 50, blocking: true } };
    const { planHash } = (await plan()).plan;
    ports.context = { ...ports.context, approvedPlanHash: planHash };
    expect(await plan()).toMatchObject({ verdict: 'apply', state: 'alert' });
  });

  it('holds it again when the plan is no longer the one approved', async () => {
    const { planHash } = (await plan()).plan;
    ports.context = { ...ports.context, approvedPlanHash: planHash };
    ports.currentState = 'somebody changed it';
    const result = await plan();
    expect(result).toMatchObject({ verdict: 'held', code: 'plan_changed' });
    expect(result.plan.planHash).not.toBe(planHash);
  });

  it('computes the same hash in a later attempt, hours after', async () => {
    const first = await plan();
    ports.now = new Date('2026-09-01T18:00:00Z');
    const second = await plan();
    expect(second.plan.planHash).toBe(first.plan.planHash);
  });

  it('does not ask anybody again about an import that has published', async () => {
    ports.context = { ...ports.context, origin: 'manual' };
    ports.isPublished = true;
    expect(await plan()).toMatchObject({ verdict: 'apply' });
  });

  it('carries no name to Temporal', async () => {
    expect(JSON.stringify(await plan())).not.toMatch(/durand|petit|martin|léo|lou|zoé/i);
  });
});
