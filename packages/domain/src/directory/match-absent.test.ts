import { describe, expect, it } from '@jest/globals';
import { classRow, pupil, TARGET, teacher, timetableOf } from '../timetable/timetable.test-support.js';
import type { FilePupil } from '../timetable/timetable.js';
import type { Directory, DirectoryPupil } from './directory.js';
import { matchTeachers, NOBODY } from './match.test-support.js';
import { matchTimetable } from './match-timetable.js';

const on = '2025-11-24';

const matchPupils = (pupils: FilePupil[], known: DirectoryPupil[]) =>
  matchTimetable({
    timetable: timetableOf({ pupils }),
    directory: { ...NOBODY, pupils: known },
    decisions: [],
    on,
  }).pupils;

describe('Who and what left the directory', () => {
  const absentSince = '2026-07-05T00:00:00.000Z';
  const zoe = { id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1', absentSince };

  it('is still matched, by identifier and by name', () => {
    expect(matchTeachers([teacher(1, 'DEBRAY', 'Zoé', { idpn: 'X1' })], [zoe]).get(1)?.targetId).toBe('t1');
    expect(matchTeachers([teacher(1, 'MARTIN', 'Zoé')], [zoe]).get(1)).toMatchObject({
      targetId: 't1',
      by: 'name',
    });
  });

  it('comes after who is there: the present one of that name or identifier is meant', () => {
    const present = { id: 't2', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1' };
    expect(matchTeachers([teacher(1, 'MARTIN', 'Zoé')], [zoe, present]).get(1)?.targetId).toBe('t2');
    expect(
      matchTeachers([teacher(1, 'DEBRAY', 'Zoé', { idpn: 'X1' })], [zoe, present]).get(1)?.targetId,
    ).toBe('t2');
  });

  it('is meant beside a namesake who came, when the birth date or the identifier says so', () => {
    const left = { id: 'p1', lastName: 'DURAND', firstName: 'Léo', birthDate: '2014-01-01', absentSince };
    const came = { id: 'p2', lastName: 'DURAND', firstName: 'Léo', birthDate: '2013-02-02' };
    const of = (more: Partial<FilePupil>) =>
      matchPupils([pupil(1, 'DURAND', 'Léo', more)], [{ ...left, nationalId: 'INE1' }, came]).get(1);
    expect(of({ birthDate: '2014-01-01' })?.targetId).toBe('p1');
    expect(of({ birthDate: '2013-02-02' })?.targetId).toBe('p2');
    expect(of({ nationalId: 'INE1' })?.targetId).toBe('p1');
    expect(of({ birthDate: '2012-12-12' })).toMatchObject({ targetId: undefined, candidates: ['p2'] });
  });

  it('keeps a person’s decision', () => {
    const decision = { kind: 'teacher', key: 'name:martin paul', targetId: 't1' } as const;
    expect(matchTeachers([teacher(1, 'MARTIN', 'Paul')], [zoe], [decision]).get(1)).toMatchObject({
      targetId: 't1',
      by: 'decision',
    });
  });

  it('is still matched when it is a class, unless one of that name is there', () => {
    const classes = [
      { id: 'old', name: '6A', establishmentId: 'hugo/college', absentSince },
      { id: 'b', name: '6B', establishmentId: 'hugo/college' },
    ];
    const matched = (more: Directory['classes']) =>
      matchTimetable({
        timetable: timetableOf({ classes: [classRow(1, '6A')] }),
        directory: { ...NOBODY, classes: [...classes, ...more] },
        decisions: [],
        on,
        target: TARGET,
      }).classes.get(1)?.targetId;
    expect(matched([])).toBe('old');
    expect(matched([{ id: 'new', name: '6 a', establishmentId: 'hugo/college' }])).toBe('new');
  });
});
