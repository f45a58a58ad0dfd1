import { describe, expect, it } from '@jest/globals';
import { alertNews, type ImportAlerts } from './alert-news.js';

const rows = (kind: ImportAlerts['unmatched'][number]['kind'], ...keys: string[]) =>
  keys.map((key) => ({ kind, key }));
const EXCEEDED = { code: 'pupils_unmatched', sentence: 'Seuil des élèves', blocking: false } as const;
const alerts = (changes: Partial<ImportAlerts> = {}): ImportAlerts => ({
  exceeded: [],
  unmatched: [],
  ...changes,
});
const FORTY = rows('pupil', ...Array.from({ length: 40 }, (_, rank) => `p${rank}`));

describe('what is new of an import’s alerts', () => {
  it.each<[string, ImportAlerts, readonly ImportAlerts[], string[]]>([
    ['nothing, when nothing is wrong', alerts(), [], []],
    [
      'all of it, at first',
      alerts({ exceeded: [EXCEEDED], unmatched: [...rows('class', '6A'), ...FORTY] }),
      [],
      ['Seuil des élèves.', '40 élèves non rapprochés et 1 classe non rapprochée.'],
    ],
    [
      'nothing, of the same forty pupils as yesterday',
      alerts({ exceeded: [EXCEEDED], unmatched: FORTY }),
      [alerts({ exceeded: [EXCEEDED], unmatched: FORTY.toReversed() })],
      [],
    ],
    [
      'the forty-first',
      alerts({ exceeded: [EXCEEDED], unmatched: [...FORTY, ...rows('pupil', 'p40')] }),
      [alerts({ exceeded: [EXCEEDED], unmatched: FORTY })],
      ['1 élève non rapproché de plus qu’au dernier import.'],
    ],
    [
      'nothing, when some have been matched since',
      alerts({ exceeded: [EXCEEDED], unmatched: FORTY.slice(5) }),
      [alerts({ exceeded: [EXCEEDED], unmatched: FORTY })],
      [],
    ],
    [
      'other pupils in place of those',
      alerts({ unmatched: rows('pupil', 'x', 'y') }),
      [alerts({ unmatched: rows('pupil', 'v', 'w') })],
      ['2 élèves non rapprochés de plus qu’au dernier import.'],
    ],
    [
      'a threshold that was not exceeded',
      alerts({ exceeded: [EXCEEDED], unmatched: FORTY }),
      [alerts({ unmatched: FORTY })],
      ['Seuil des élèves.'],
    ],
    [
      'not what an import of the day had before the last one',
      alerts({ unmatched: rows('teacher', 't') }),
      [alerts(), alerts({ unmatched: rows('teacher', 't') })],
      [],
    ],
    [
      'a teacher of the key of a pupil',
      alerts({ unmatched: rows('teacher', 'k') }),
      [alerts({ unmatched: rows('pupil', 'k') })],
      ['1 enseignant non rapproché de plus qu’au dernier import.'],
    ],
  ])('is %s', (_, now, before, sentences) => {
    expect(alertNews(now, before)).toEqual(sentences);
  });
});
