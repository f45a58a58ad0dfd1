import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateThresholds } from './evaluate-thresholds.js';
import { mapThresholds, THRESHOLDS, type ThresholdCode } from './threshold-catalogue.js';
import type { Measure } from './threshold-definition.js';
import type { Comparison, ThresholdSetting, ThresholdVerdict } from './threshold.js';

const NOTHING: Measure = { numerator: 0, denominator: 0 };
const none = mapThresholds(() => NOTHING);

function verdictOn(
  code: ThresholdCode,
  numerator: number,
  denominator: number,
  more: { settings?: ThresholdSetting[]; comparison?: Comparison; details?: string[] } = {},
): ThresholdVerdict {
  const { settings = [], comparison = 'ordinary', details = [] } = more;
  const measures = { ...none, [code]: { numerator, denominator, details } };
  const verdict = evaluateThresholds({ measures, settings, comparison }).find((entry) => entry.code === code);
  if (verdict === undefined) throw new Error(`no verdict on ${code}`);
  return verdict;
}

describe('The worked examples of import-rules §4', () => {
  it.each([
    ['subjects_created', 19, 38, false, '19 matières créées sur 38, soit 50 % (seuil 50 %)'],
    ['subjects_created', 20, 38, true, '20 matières créées sur 38, soit 52,6 % (seuil 50 %)'],
    ['subjects_created', 0, 0, false, '0 matière créée sur 0, soit 0 % (seuil 50 %)'],
    ['closures_added', 1, 10, false, '1 période de fermeture ajoutée sur 10, soit 10 % (seuil 10 %)'],
    ['teachers_unmatched', 1, 20, false, '1 enseignant non rapproché sur 20, soit 5 % (seuil 5 %)'],
    ['services_created', 0, 3, false, '0 service d’enseignement créé sur 3, soit 0 % (seuil 50 %)'],
    ['subjects_created', 4, 38, false, '4 matières créées sur 38, soit 10,5 % (seuil 50 %)'],
  ] as const)('%s: %d of %d exceeds: %s', (code, numerator, denominator, exceeded, sentence) => {
    expect(verdictOn(code, numerator, denominator)).toMatchObject({ exceeded, sentence, judged: true });
  });
});

describe('A threshold', () => {
  it('is exceeded strictly above its limit, to the last unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (denominator, hundredths) => {
          const settings = [{ code: 'pupils_unmatched', limit: hundredths / 100, blocking: false } as const];
          const most = Number((BigInt(hundredths) * BigInt(denominator)) / 10_000n);
          expect(verdictOn('pupils_unmatched', most, denominator, { settings }).exceeded).toBe(false);
          expect(verdictOn('pupils_unmatched', most + 1, denominator, { settings }).exceeded).toBe(true);
        },
      ),
    );
  });

  it('never reads as its own limit when it is beyond it', () => {
    expect(verdictOn('subjects_created', 5_001, 10_000).sentence).toContain('soit 50,01 % (seuil 50 %)');
    expect(verdictOn('subjects_created', 4_999, 10_000)).toMatchObject({ exceeded: false });
    expect(verdictOn('subjects_created', 4_999, 10_000).sentence).toContain('soit 49,99 %');
  });

  it('is exceeded by something out of nothing, shown « sans référence »', () => {
    expect(verdictOn('closures_added', 2, 0)).toMatchObject({
      exceeded: true,
      sentence: '2 périodes de fermeture ajoutées sur 0, sans référence (seuil 10 %)',
    });
  });

  it('is not judged under its floor', () => {
    const settings = [{ code: 'teachers_unmatched', limit: 5, blocking: true, minCount: 3 } as const];
    expect(verdictOn('teachers_unmatched', 2, 4, { settings })).toMatchObject({
      exceeded: false,
      judged: false,
      sentence: '2 enseignants non rapprochés sur 4, soit 50 % (seuil 5 %, trop peu pour être jugé)',
    });
    expect(verdictOn('teachers_unmatched', 3, 4, { settings })).toMatchObject({
      exceeded: true,
      blocking: true,
    });
  });

  it('takes the setting of the campus, else the recommended default', () => {
    const settings = [{ code: 'closures_added', limit: 12.5, blocking: false } as const];
    expect(verdictOn('closures_added', 1, 8, { settings })).toMatchObject({
      exceeded: false,
      limit: 12.5,
      blocking: false,
      sentence: '1 période de fermeture ajoutée sur 8, soit 12,5 % (seuil 12,5 %)',
    });
    expect(verdictOn('closures_removed', 1, 8)).toMatchObject({ exceeded: true, limit: 10, blocking: true });
  });
});

describe('The first import of a year', () => {
  it('judges no rate of change', () => {
    const changes: ThresholdCode[] = [
      'subjects_created',
      'services_created',
      'services_modified',
      'services_deleted',
      'sessions_cancelled',
      'closures_added',
      'closures_removed',
      'sessions_disrupted',
      'classes_gone',
      'memberships_ended',
    ];
    for (const code of changes) {
      expect(verdictOn(code, 25, 0, { comparison: 'first_of_year' })).toMatchObject({
        judged: false,
        exceeded: false,
      });
    }
    expect(verdictOn('subjects_created', 25, 0, { comparison: 'first_of_year' }).sentence).toBe(
      '25 matières créées : non applicable au premier import de l’année',
    );
  });

  it('still judges whom it does not know, and the coherence of closures', () => {
    expect(verdictOn('pupils_unmatched', 6, 100, { comparison: 'first_of_year' }).exceeded).toBe(true);
    expect(verdictOn('closure_consistency', 1, 0, { comparison: 'first_of_year' }).exceeded).toBe(true);
  });
});

describe('The coherence of closures', () => {
  it('is yes or no, whatever the limit, and says what is wrong', () => {
    const settings = [{ code: 'closure_consistency', limit: 100, blocking: true } as const];
    expect(verdictOn('closure_consistency', 0, 0, { settings }).exceeded).toBe(false);
    expect(
      verdictOn('closure_consistency', 3, 0, { settings, details: ['3 séances tomberaient un jour fermé'] }),
    ).toMatchObject({
      exceeded: true,
      sentence: 'Incohérence avec l’ENT : 3 séances tomberaient un jour fermé',
    });
  });
});

it('Every threshold gets a verdict, in the order of the screen', () => {
  const verdicts = evaluateThresholds({ measures: none, settings: [], comparison: 'ordinary' });
  expect(verdicts.map(({ code }) => code)).toEqual(Object.keys(THRESHOLDS));
  expect(verdicts.map(({ label }) => label)).toEqual(Object.values(THRESHOLDS).map(({ label }) => label));
});
