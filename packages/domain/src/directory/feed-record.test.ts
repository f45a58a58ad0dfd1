import { describe, expect, it } from '@jest/globals';
import {
  feedState,
  feedStateSentence,
  type FeedRecord,
  type FeedState,
  type FeedStep,
} from './feed-record.js';

const AT = new Date('2026-10-01T03:00:00Z');
const RECORD: FeedRecord = {
  ...{ id: 'x', fileName: 'aaf.zip', isComplete: true, step: 'staged', begunAt: AT, begunBy: 'aaf' },
  ...{ stagedAt: AT, loadBegunAt: null, loadBegunBy: null, report: null, shown: null, refusal: null },
};

describe('a feed', () => {
  const idle = { isUnderWay: false, isStaged: true, isExpired: false };
  it.each<[FeedStep, object, FeedState]>([
    ['reading', { isUnderWay: true }, 'reading'],
    ['reading', {}, 'interrupted'],
    ['staged', { isUnderWay: true }, 'waiting'],
    ['staged', { isExpired: true }, 'expired'],
    ['staged', { isStaged: false }, 'interrupted'],
    ['loading', { isUnderWay: true }, 'loading'],
    ['loading', {}, 'waiting'],
    ['loading', { isStaged: false }, 'interrupted'],
    ['loaded', { isStaged: false }, 'loaded'],
  ])('whose last step is %s, with %o, is %s', (step, facts, state) => {
    expect(feedState(step, { ...idle, ...facts })).toBe(state);
  });

  it('says what became of it, and whether anything was loaded', () => {
    const begun = { ...RECORD, loadBegunAt: AT, loadBegunBy: 'ana' };
    expect(feedStateSentence('waiting', RECORD)).toContain('rien n’est changé');
    expect(feedStateSentence('waiting', begun)).toContain('a été interrompu : ce qui est fait reste fait');
    expect(feedStateSentence('interrupted', RECORD)).toBe(
      'Interrompu avant la fin : rien n’est changé. Envoyez-le de nouveau.',
    );
    expect(feedStateSentence('replaced', begun)).toContain('ce qui en était chargé le reste');
    expect(feedStateSentence('unreadable', { ...RECORD, refusal: 'Le fichier est vide.' })).toBe(
      'Le fichier est vide.',
    );
  });
});
