import { describe, expect, it } from '@jest/globals';
import { programOf } from '../timetable/timetable-program.js';
import { MATCH_REASONS } from './match-reason.js';
import { unmatchedGroups, unmatchedNames } from './unmatched-groups.js';

const row = (label: string, reason: string | null = null, ...candidates: string[]) => ({
  label,
  candidates,
  reason,
});

describe('who and what is unmatched', () => {
  it('is told once for each kind and reason: classes first, the most numerous first, by name', () => {
    const strangers = Array.from({ length: 40 }, (_, i) => row(`ÉLÈVE ${40 - i}`));
    const groups = unmatchedGroups(
      unmatchedNames({
        group: [row('6A GR.1', 'class_unmatched'), row('6A GR.2', 'class_unmatched')],
        pupil: [row('MARTIN Léo', 'homonyms', 'p1', 'p2'), ...strangers],
        teacher: [row('DUPONT Jean', 'name_incomplete', 't1')],
        class: [row('6A')],
      }),
      programOf('edt'),
    );
    expect(groups.map(({ title, why, actor }) => [title, why, actor])).toEqual([
      ['1 classe inconnue de l’ENT', undefined, 'manager'],
      ['1 enseignant non rapproché', MATCH_REASONS.name_incomplete, 'depositor'],
      ['40 élèves inconnus de l’ENT', undefined, 'manager'],
      ['1 élève non rapproché', MATCH_REASONS.homonyms, 'manager'],
      ['2 groupes non rapprochés', MATCH_REASONS.class_unmatched, 'manager'],
    ]);
    expect(groups[2]?.names.map(({ label }) => label).slice(0, 3)).toEqual(['ÉLÈVE 1', 'ÉLÈVE 2', 'ÉLÈVE 3']);
    expect(groups[3]?.names).toMatchObject([{ label: 'MARTIN Léo', candidates: 2 }]);
  });

  it('is unknown for a reason of an earlier version, and nothing when all is matched', () => {
    const [group] = unmatchedGroups(
      unmatchedNames({ class: [row('6A', 'as_it_was_said')] }),
      programOf('edt'),
    );
    expect(group).toMatchObject({ title: '1 classe inconnue de l’ENT', reason: undefined });
    expect(unmatchedGroups(unmatchedNames({}), programOf('edt'))).toEqual([]);
  });

  it.each(Object.keys(MATCH_REASONS))('says what to do in French sentences: %s', (reason) => {
    const [group] = unmatchedGroups(unmatchedNames({ group: [row('6A GR.1', reason)] }), programOf('edt'));
    expect(group?.advice).toMatch(/^\p{Lu}.*\.$/u);
  });
});
