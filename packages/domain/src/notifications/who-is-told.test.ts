import { describe, expect, it } from '@jest/globals';
import { importNotification, type Ending } from './who-is-told.js';

const CONTEXT = {
  run: { importId: 'import-1', attempt: 1, generation: '1' },
  origin: 'automatic',
  target: {
    campusCode: 'cite',
    establishmentId: undefined,
    establishments: [
      { id: 'cite/clg', code: 'clg', uai: '0134567U', name: 'Collège Macé', timeZone: 'Indian/Reunion' },
      { id: 'cite/lyc', code: 'lyc', uai: '0134568V', name: 'Lycée Macé', timeZone: 'Europe/Paris' },
    ],
  },
  fileName: 'EDT_2026.zip',
  receivedAt: new Date('2026-09-07T21:59:00Z'),
} as const;
const MAIL = { name: 'mail', reaches: 'people' } as const;
const tell = (ending: Partial<Ending> & Pick<Ending, 'outcome'>, context = {}) =>
  importNotification({
    context: { ...CONTEXT, ...context },
    ending: { exceeded: [], ...ending },
    channels: [MAIL],
    now: new Date('2026-09-07T22:00:00Z'),
  });

describe('what is told of an import that ended', () => {
  it('is a fact: which school, which file, when, what happened, who acts next', () => {
    expect(tell({ outcome: 'held', code: 'blocking_threshold', message: 'Seuil dépassé.' })).toEqual({
      kind: 'held',
      recipients: ['depositor'],
      channels: [MAIL],
      onceKey: 'import-1/held',
      data: {
        importId: 'import-1',
        school: 'Collège Macé, Lycée Macé',
        fileName: 'EDT_2026.zip',
        receivedAt: '2026-09-07T21:59:00.000Z',
        timeZone: 'Indian/Reunion',
        sentences: ['Seuil dépassé.'],
        nextActor: 'manager',
      },
    });
  });

  it('is nothing when all went well, or when nobody has anything to do', () => {
    for (const outcome of ['integrated', 'ignored', 'superseded', 'cancelled'] as const)
      expect(tell({ outcome })).toBeUndefined();
  });

  it('is nothing to whoever confirms a manual import: they are looking at it', () => {
    expect(tell({ outcome: 'held', code: 'confirmation_required' })).toBeUndefined();
    expect(tell({ outcome: 'held', code: 'plan_changed' })).toMatchObject({ kind: 'held' });
  });

  it('is an alert when a threshold is exceeded, not when the file has warnings', () => {
    expect(tell({ outcome: 'integrated_with_alerts' })).toBeUndefined();
    expect(tell({ outcome: 'integrated_with_alerts', exceeded: ['pupils_unmatched'] })).toMatchObject({
      kind: 'alerts',
      data: { nextActor: 'nobody', sentences: [] },
    });
  });

  it.each(['first_import_required', 'school_years_differ'])(
    'is said once a local day of the campus while every file meets it: %s',
    (code) => {
      expect(tell({ outcome: 'rejected', code })?.onceKey).toBe(`cite/${code}/2026-09-08`);
    },
  );

  it('brings the advice of the rule that rejected the file, when it has one', () => {
    expect(tell({ outcome: 'rejected', code: 'first_import_required' })?.data.advice?.[0]).toMatch(
      /fait ce premier import/,
    );
    expect(tell({ outcome: 'rejected', code: 'wrong_school_year' })?.data.advice?.[0]).toMatch(/décide/);
    expect(tell({ outcome: 'rejected', code: 'truncated' })?.data).not.toHaveProperty('advice');
  });

  it('waits, for a PRONOTE duplicate, until its good file can no longer come', () => {
    const fileName = 'EDT_PRONOTE_2026.zip';
    expect(tell({ outcome: 'rejected', code: 'truncated' }, { fileName })?.notBefore).toEqual(
      new Date('2026-09-07T22:01:00Z'),
    );
    expect(tell({ outcome: 'rejected', code: 'truncated' })).not.toHaveProperty('notBefore');
  });

  it('asks an operator to act after a failure', () => {
    expect(tell({ outcome: 'interrupted' })).toMatchObject({
      kind: 'interrupted',
      data: { nextActor: 'operator' },
    });
  });
});
