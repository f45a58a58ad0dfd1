import { describe, expect, it } from '@jest/globals';
import type { ImportAlerts } from './alert-news.js';
import { importNotification, type Ending, type TellingHistory } from './who-is-told.js';

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
const EXCEEDED = { code: 'pupils_unmatched', sentence: 'Seuil dépassé', blocking: false } as const;
const PUPILS: ImportAlerts['unmatched'] = [{ kind: 'pupil', key: 'p1' }];
const NOTHING: ImportAlerts = { exceeded: [], unmatched: [] };

interface Case {
  readonly ending: Ending;
  readonly context?: Partial<typeof CONTEXT> | { readonly origin: 'manual' } | Record<string, unknown>;
  readonly history?: Partial<TellingHistory>;
  readonly now?: string;
}
const told = ({ ending, context = {}, history = {}, now = '2026-09-07T22:00:00Z' }: Case) =>
  importNotification({
    context: { ...CONTEXT, ...context },
    ending,
    history: { alerts: NOTHING, alertsBefore: [], errors: [], lastIntegratedId: undefined, ...history },
    channels: [MAIL],
    now: new Date(now),
  });
const tell = (ending: Ending, context = {}) => told({ ending, context });
const alertsOf = (alerts: Partial<ImportAlerts>, ...before: Partial<ImportAlerts>[]) =>
  told({
    ending: { outcome: 'integrated_with_alerts' },
    history: {
      alerts: { ...NOTHING, ...alerts },
      alertsBefore: before.map((one) => ({ ...NOTHING, ...one })),
    },
  });

describe('what is told of an import that ended', () => {
  it('is a fact: which school, which file, when, what happened, who acts next', () => {
    expect(tell({ outcome: 'held', code: 'blocking_threshold', message: 'Seuil dépassé.' })).toEqual({
      kind: 'held',
      recipients: ['manager', 'depositor'],
      channels: [MAIL],
      urgency: 'at_once',
      digestAt: new Date('2026-09-08T03:00:00Z'),
      causeKey: 'cite/*|held|blocking_threshold|||2026-09-08',
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
    // Warnings about a file alone.
    expect(tell({ outcome: 'integrated_with_alerts' })).toBeUndefined();
  });

  it('is nothing to whoever confirms a manual import: they are looking at it', () => {
    expect(tell({ outcome: 'held', code: 'confirmation_required' })).toBeUndefined();
    expect(tell({ outcome: 'held', code: 'plan_changed' })).toMatchObject({ kind: 'held' });
  });

  it('brings the advice of the rule that rejected the file, when it has one', () => {
    expect(tell({ outcome: 'rejected', code: 'first_import_required' })?.data.advice?.[0]).toMatch(
      /fait ce premier import/,
    );
    expect(tell({ outcome: 'rejected', code: 'wrong_school_year' })?.data.advice?.[0]).toMatch(/décide/);
    expect(tell({ outcome: 'rejected', code: 'truncated' })?.data).not.toHaveProperty('advice');
  });

  it('lists what is wrong with the file, for who has no page to look at', () => {
    const errors = Array.from({ length: 7 }, (_, n) => ({
      ...{
        meaning: `Erreur ${n}.`,
        count: 1 + n * 1_000,
        advice: n < 2 ? 'Refaites l’export.' : `Corrigez ${n}.`,
      },
    }));
    const message = 'Erreurs dans le fichier.';
    const telling = told({
      ending: { outcome: 'rejected', code: 'structure_errors', message },
      history: { errors },
    });
    expect(telling?.data.sentences.slice(0, 3)).toEqual([
      message,
      'Erreur 0.',
      'Erreur 1. (1\u202f001 fois)',
    ]);
    expect(telling?.data.sentences).toHaveLength(7);
    expect(telling?.data.sentences.at(-1)).toBe('Et 2 autres sortes d’erreurs.');
    expect(telling?.data.advice).toEqual(['Refaites l’export.', 'Corrigez 2.', 'Corrigez 3.', 'Corrigez 4.']);
  });

  it('keeps apart what to do about a held import', () => {
    const message = 'Tout serait supprimé. Si c’est voulu, intégrez quand même ; sinon, rouvrez la base.';
    expect(tell({ outcome: 'held', code: 'blocking_threshold', message })?.data).toMatchObject({
      sentences: ['Tout serait supprimé.'],
      remedy: 'rouvrez la base.',
    });
  });

  it('waits, for a PRONOTE duplicate, until its good file can no longer come', () => {
    const fileName = 'EDT_PRONOTE_2026.zip';
    expect(tell({ outcome: 'rejected', code: 'truncated' }, { fileName })?.notBefore).toEqual(
      new Date('2026-09-07T22:01:00Z'),
    );
    expect(tell({ outcome: 'rejected', code: 'truncated' })).not.toHaveProperty('notBefore');
  });
});

describe('who is told', () => {
  it.each<[string, Ending, object, string[], string]>([
    ['who decides, and the declared users', { outcome: 'held' }, {}, ['manager', 'depositor'], 'manager'],
    ['who exports', { outcome: 'rejected', code: 'truncated' }, {}, ['depositor'], 'depositor'],
    [
      'the manager too, when a new export changes nothing',
      { outcome: 'rejected', code: 'format_not_accepted' },
      {},
      ['manager', 'depositor'],
      'manager',
    ],
    [
      'the manager, of a file uploaded by hand',
      { outcome: 'rejected', code: 'truncated' },
      { origin: 'manual' },
      ['manager', 'depositor'],
      'manager',
    ],
    ['the operators, of a failure', { outcome: 'interrupted' }, {}, ['operator'], 'operator'],
  ])('is %s', (_, ending, context, recipients, nextActor) => {
    expect(tell(ending, context)).toMatchObject({ recipients, data: { nextActor }, urgency: 'at_once' });
  });
});

describe('alerts', () => {
  it('are told at once when a threshold is exceeded and something is new', () => {
    expect(alertsOf({ exceeded: [EXCEEDED], unmatched: PUPILS })).toMatchObject({
      kind: 'alerts',
      urgency: 'at_once',
      recipients: ['manager', 'depositor'],
      data: { nextActor: 'manager', news: ['Seuil dépassé.', '1 élève non rapproché.'] },
    });
  });

  it('say once what is exceeded and new', () => {
    const alerts = { ...NOTHING, exceeded: [EXCEEDED] };
    const message = 'Deux cours ont été laissés de côté. Seuil dépassé. Le reste est à jour.';
    const telling = told({ ending: { outcome: 'integrated_with_alerts', message }, history: { alerts } });
    expect(telling?.data).toMatchObject({
      news: ['Seuil dépassé.'],
      sentences: ['Deux cours ont été laissés de côté. Le reste est à jour.'],
    });
  });

  it('wait for the daily summary when nothing is new', () => {
    const same = { exceeded: [EXCEEDED], unmatched: PUPILS };
    const telling = alertsOf(same, same);
    expect(telling).toMatchObject({ kind: 'alerts', urgency: 'daily_digest' });
    expect(telling?.data).not.toHaveProperty('news');
  });

  it('wait for it too below the thresholds that the school has set', () => {
    expect(alertsOf({ unmatched: PUPILS })).toMatchObject({
      urgency: 'daily_digest',
      data: { news: ['1 élève non rapproché.'] },
    });
  });

  it('are none when nothing is exceeded nor new', () => {
    expect(alertsOf({ unmatched: PUPILS }, { unmatched: PUPILS })).toBeUndefined();
  });
});

describe('the cause that is told of once a day', () => {
  const key = (input: Case) => told(input)?.causeKey;
  const rejected = (code: string, input: Partial<Case> = {}) =>
    key({ ending: { outcome: 'rejected', code }, ...input });
  const ofCollege = { target: { ...CONTEXT.target, establishmentId: 'cite/clg' } };
  const another = { run: { ...CONTEXT.run, importId: 'import-2' } };

  it('is the same however many files cannot be read, and whatever is wrong with them', () => {
    expect(rejected('truncated')).toBe('cite/*|rejected|unreadable|2026-09-08');
    expect(rejected('archive_damaged', { context: another })).toBe(rejected('truncated'));
    expect(rejected('wrong_school')).not.toBe(rejected('truncated'));
  });

  it('is another on the next day of the campus', () => {
    const now = (instant: string) => rejected('truncated', { now: instant });
    expect(now('2026-09-08T19:59:00Z')).toBe(now('2026-09-07T20:00:00Z'));
    expect(now('2026-09-08T20:00:00Z')).not.toBe(now('2026-09-08T19:59:00Z'));
  });

  it('is that of the target, but for what the whole campus meets', () => {
    expect(rejected('truncated', { context: ofCollege })).not.toBe(rejected('truncated'));
    for (const code of ['first_import_required', 'school_years_differ'])
      expect(rejected(code, { context: ofCollege })).toBe(rejected(code));
    const interrupted: Case = { ending: { outcome: 'interrupted' } };
    expect(key({ ...interrupted, context: ofCollege })).toBe(key(interrupted));
  });

  it('is, of a decision, that of the thresholds that ask for it, until an import is integrated', () => {
    const held = (history: Partial<TellingHistory>) =>
      key({ ending: { outcome: 'held', code: 'blocking_threshold' }, context: another, history });
    const blocking = (...codes: ('closures_added' | 'services_deleted')[]) => ({
      alerts: { ...NOTHING, exceeded: codes.map((code) => ({ code, sentence: '', blocking: true })) },
    });
    expect(held(blocking('closures_added', 'services_deleted'))).toBe(
      held(blocking('services_deleted', 'closures_added')),
    );
    expect(held(blocking('closures_added'))).not.toBe(held(blocking('services_deleted')));
    expect(held({ lastIntegratedId: 'x' })).not.toBe(held({ lastIntegratedId: 'y' }));
  });

  it('is, of alerts that are no news, the same all day', () => {
    const same: Case = {
      ending: { outcome: 'integrated_with_alerts' },
      history: {
        alerts: { ...NOTHING, exceeded: [EXCEEDED] },
        alertsBefore: [{ ...NOTHING, exceeded: [EXCEEDED] }],
      },
    };
    expect(key({ ...same, context: another })).toBe(key(same));
    const news = { ...same, history: { ...same.history, alertsBefore: [] } };
    expect(key({ ...news, context: another })).not.toBe(key(news));
  });
});
