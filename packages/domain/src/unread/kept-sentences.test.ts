import { describe, expect, it } from '@jest/globals';
import type { Counts } from '../import/counts.js';
import { keptMessage, keptSentences } from './kept-sentences.js';

describe('What is said of what stays for lack of reading', () => {
  it.each<[Counts, string | undefined]>([
    [{ sessionsKept: 1 }, '1 séance conservée faute de lecture.'],
    [{ sessionsKept: 25 }, '25 séances conservées faute de lecture.'],
    [{ sessionsKept: 25, servicesKept: 1 }, '25 séances et 1 service conservés faute de lecture.'],
    [{ sessionsKept: 2, subjectsKept: 1 }, '2 séances et 1 matière conservées faute de lecture.'],
    [{ sessionsKept: 0 }, undefined],
  ])('agrees with all of it: %j', (counts, sentence) => {
    expect(keptMessage(counts)?.replaceAll(/\s/g, ' ')).toBe(sentence);
  });

  it('is also said of each kind by itself', () => {
    const [sessions, groups] = keptSentences({ groupsKept: 2, sessionsKept: 3 });
    expect([sessions?.sentence, groups?.sentence]).toEqual([
      '3 séances conservées faute de lecture',
      '2 groupes conservés faute de lecture',
    ]);
  });
});
