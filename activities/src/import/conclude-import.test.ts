import { beforeEach, describe, expect, it } from '@jest/globals';
import { activitiesOver } from '../testing/run-activity.js';
import { FakePorts, RUN } from '../testing/fake-ports.js';
import type { CompletionInput, ImportActivities, PlanReference } from './import-activities.js';

let ports: FakePorts;
let activities: ImportActivities;
let plan: PlanReference;

beforeEach(async () => {
  ports = new FakePorts();
  activities = activitiesOver(ports);
  ({ plan } = await activities.planImport({ run: RUN }));
});

const complete = (input: Omit<CompletionInput, 'run'>) => activities.concludeImport({ run: RUN, ...input });

describe('concludeImport', () => {
  it('ends a good import without a mail, keeping the versions that its publication left', async () => {
    await activities.generateSessions({ run: RUN, plan });
    expect(await complete({ outcome: 'integrated', plan })).toEqual({ outcome: 'integrated' });
    expect(ports.completion).toEqual({
      outcome: 'integrated',
      planVersions: '1.1.1|COL@2',
    });
  });

  it('writes to people when a threshold is exceeded, not for the warnings of a file', async () => {
    const message = 'Trois élèves ne sont pas rapprochés.';
    await complete({ outcome: 'integrated_with_alerts', plan, message });
    expect(ports.completion).not.toHaveProperty('notification');
    const exceeded = [{ code: 'pupils_unmatched', sentence: 'Seuil dépassé', blocking: false }] as const;
    ports.history = { ...ports.history, alerts: { exceeded, unmatched: [] } };
    await complete({ outcome: 'integrated_with_alerts', plan, message });
    expect(ports.completion?.notification).toMatchObject({
      kind: 'alerts',
      urgency: 'at_once',
      channels: ports.channels,
      data: {
        ...{ importId: 'import-1', school: 'Collège Jean Macé', sentences: [message] },
        news: ['Seuil dépassé.'],
      },
    });
  });

  it('asks the manager to decide on a held import', async () => {
    await complete({ outcome: 'held', code: 'blocking_threshold', plan, message: 'Seuil dépassé.' });
    expect(ports.completion).toMatchObject({
      outcome: 'held',
      messageCode: 'blocking_threshold',
      notification: { kind: 'held', data: { nextActor: 'manager' } },
    });
    expect(ports.completion).not.toHaveProperty('planVersions');
  });

  it('does not write to anybody about a manual import that awaits its confirmation', async () => {
    await complete({ outcome: 'held', code: 'confirmation_required', plan });
    expect(ports.completion).not.toHaveProperty('notification');
  });

  it.each([
    ['wrong_school', 'automatic', 'depositor'],
    ['wrong_school', 'manual', 'manager'],
    ['first_import_required', 'automatic', 'manager'],
    ['version_not_accepted', 'automatic', 'manager'],
  ] as const)('says who acts after a refusal: %s, %s → %s', async (code, origin, nextActor) => {
    ports.context = { ...ports.context, origin };
    await complete({ outcome: 'rejected', code, message: 'Refusé.' });
    expect(ports.completion).toMatchObject({
      notification: { kind: 'rejected', data: { nextActor } },
    });
  });

  it('repeats once a day at most that a first import is awaited', async () => {
    await complete({ outcome: 'rejected', code: 'first_import_required', message: 'Premier import requis.' });
    expect(ports.completion?.notification?.causeKey).toBe('CITE|rejected|first_import_required|2026-09-01');
    // Nothing is to be corrected in EDT, and nobody must be told so.
    const advice = ports.completion?.notification?.data.advice?.join(' ');
    expect(advice).toContain('Le gestionnaire de vie scolaire fait ce premier import');
    expect(advice).not.toContain('Corrigez');
  });

  it('waits two minutes before it writes about a duplicate: the good file may still come', async () => {
    await complete({ outcome: 'rejected', code: 'truncated', message: 'Fichier incomplet.' });
    expect(ports.completion?.notification).not.toHaveProperty('notBefore');
    ports.context = { ...ports.context, fileName: 'EDT_PRONOTE_2026.zip' };
    await complete({ outcome: 'rejected', code: 'truncated', message: 'Fichier incomplet.' });
    expect(ports.completion?.notification?.notBefore).toEqual(new Date('2026-09-01T06:02:00Z'));
  });

  it('is silent about what is ignored', async () => {
    await complete({ outcome: 'ignored', code: 'twin_file', message: 'Sans effet.' });
    expect(ports.completion).toMatchObject({ outcome: 'ignored' });
    expect(ports.completion).not.toHaveProperty('notification');
  });

  it('records a cancel, unless the import has published', async () => {
    expect(await complete({ outcome: 'cancelled' })).toEqual({ outcome: 'cancelled' });
    expect(ports.completion?.message).toContain('Annulé par zoe');
    ports.isPublished = true;
    expect(await complete({ outcome: 'cancelled' })).toEqual({ outcome: 'integrated' });
  });
});

describe('markInterrupted', () => {
  it('asks an operator to act, and says that nothing is half-written', async () => {
    expect(await activities.markInterrupted({ run: RUN })).toEqual({ outcome: 'interrupted' });
    expect(ports.completion).toMatchObject({
      outcome: 'interrupted',
      notification: { kind: 'interrupted', recipients: ['operator'], data: { nextActor: 'operator' } },
    });
  });

  it('leaves integrated what has published', async () => {
    ports.isPublished = true;
    expect(await activities.markInterrupted({ run: RUN })).toEqual({ outcome: 'integrated' });
  });
});
