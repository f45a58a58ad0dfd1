import { describe, expect, it } from '@jest/globals';
import { combineDirectory } from './combine-directory.js';
import type { GivenDirectory } from './given-directory.js';
import type { GivenScope } from './given-scope.js';
import type { DirectoryLists } from './replaced-ids.js';

const NOBODY: DirectoryLists = { teachers: [], pupils: [], classes: [], users: [] };
const WHOLE: GivenScope = { establishmentId: 'c/e', isWholeCampus: true, newId: (key) => `new ${key}` };
const combine = (known: Partial<DirectoryLists>, given: GivenDirectory, scope = WHOLE) =>
  combineDirectory({ ...NOBODY, ...known }, given, scope).lists;

const ZOE = { lastName: 'NOËL', firstName: 'Zoé', birthDate: '2014-05-06' };
const CLASS = { id: 'c6A', name: '6A', establishmentId: 'c/e' };

describe('What a source without ids gives', () => {
  it('keeps the ids that are known, by identifier, by name and birth date, or by name alone', () => {
    const known = {
      teachers: [
        { id: 't1', lastName: 'DURAND', firstName: 'Élise', stsId: '11' },
        { id: 't2', lastName: 'MARTIN', firstName: 'Paul' },
      ],
      pupils: [{ id: 'p1', ...ZOE }],
    };
    const { teachers, pupils } = combine(known, {
      teachers: [
        { lastName: 'DURAND-PETIT', firstName: 'Élise', stsId: '11' },
        { lastName: 'Martin', firstName: 'Paul', stsId: '12' },
      ],
      pupils: [{ ...ZOE, nationalId: '0123' }],
    });
    expect(teachers?.map(({ id, stsId }) => [id, stsId])).toEqual([
      ['t1', '11'],
      ['t2', '12'],
    ]);
    expect(pupils).toEqual([{ id: 'p1', ...ZOE, nationalId: '0123' }]);
  });

  it('never erases what it does not say, and says that a pupil is in no class', () => {
    const known = {
      pupils: [{ id: 'p1', ...ZOE, idpn: 'X', sieclId: '7', classId: 'c6A' }],
      classes: [CLASS],
    };
    const { birthDate: _, ...named } = ZOE;
    expect(combine(known, { pupils: [{ ...named, nationalId: '0123' }] }).pupils).toEqual([
      { ...ZOE, id: 'p1', idpn: 'X', sieclId: '7', classId: 'c6A', nationalId: '0123' },
    ]);
    expect(combine(known, { pupils: [{ ...ZOE, className: null }] }).pupils).toEqual([
      { ...ZOE, id: 'p1', idpn: 'X', sieclId: '7' },
    ]);
  });

  it('has the same ids the next time, two people whom nothing tells apart too', () => {
    const given = { teachers: [1, 2].map(() => ({ lastName: 'MARTIN', firstName: 'Paul' })) };
    const { teachers = [] } = combine({}, given);
    expect(new Set(teachers.map(({ id }) => id)).size).toBe(2);
    expect(combine({ teachers }, given).teachers).toEqual(teachers);
  });

  it('finds classes by their names, and a renamed one by its pupils', () => {
    const pupils = ['A', 'B', 'C', 'D'].map((firstName) => ({
      lastName: 'X',
      firstName,
      birthDate: '2014-01-01',
    }));
    const known = {
      classes: [CLASS],
      pupils: pupils.map((pupil) => ({ ...pupil, id: pupil.firstName, classId: 'c6A' })),
    };
    const inClass = (className: string) => pupils.map((pupil) => ({ ...pupil, className }));
    expect(combine(known, { pupils: inClass('6 a') }).classes).toBeUndefined();
    const renamed = combine(known, { pupils: inClass('6EME1'), classes: [{ name: '6EME1' }] });
    expect(renamed.classes).toEqual([{ ...CLASS, name: '6EME1' }]);
    expect(new Set(renamed.pupils?.map(({ classId }) => classId))).toEqual(new Set(['c6A']));
    // Pupils alone take no class away.
    const added = combine(known, { pupils: inClass('6B').slice(0, 1) });
    expect(added.classes?.map(({ name }) => name)).toEqual(['6A', '6B']);
  });

  it('gives ids of the ENT when it has them: the former ones are then replaced', () => {
    const known = { pupils: [{ id: 'p1', ...ZOE, sieclId: '7' }] };
    expect(combine(known, { pupils: [{ id: 'ent-1', ...ZOE }] }).pupils).toEqual([
      { id: 'ent-1', ...ZOE, sieclId: '7' },
    ]);
  });
});

describe('The list of one establishment of several', () => {
  const at = (establishmentId: string): GivenScope => ({ ...WHOLE, establishmentId, isWholeCampus: false });
  const teacher = (name: string, stsId: string) => ({ lastName: name, firstName: 'A', stsId });
  const names = (lists: Partial<DirectoryLists>) =>
    lists.teachers?.map(({ lastName, listedBy }) => [lastName, ...(listedBy ?? [])]).sort();

  it('takes nobody of another away, and a teacher of both leaves when neither has them', () => {
    const college = combine({}, { teachers: [teacher('DURAND', '1'), teacher('MARTIN', '2')] }, at('c/a'));
    const both = combine(college, { teachers: [teacher('MARTIN', '2'), teacher('PETIT', '3')] }, at('c/b'));
    expect(names(both)).toEqual([
      ['DURAND', 'c/a'],
      ['MARTIN', 'c/a', 'c/b'],
      ['PETIT', 'c/b'],
    ]);
    const without = combine(both, { teachers: [teacher('DURAND', '1')] }, at('c/a'));
    expect(names(without)).toEqual([
      ['DURAND', 'c/a'],
      ['MARTIN', 'c/b'],
      ['PETIT', 'c/b'],
    ]);
    const { extents } = combineDirectory(
      { ...NOBODY, ...both },
      { teachers: [teacher('X', '9')] },
      at('c/b'),
    );
    expect(extents.teachers).toEqual({ known: 2, received: 1 });
  });

  it('does not take a namesake of another establishment for its own', () => {
    const college = combine({}, { teachers: [{ lastName: 'MARTIN', firstName: 'Paul' }] }, at('c/a'));
    const both = combine(college, { teachers: [{ lastName: 'MARTIN', firstName: 'Paul' }] }, at('c/b'));
    expect(both.teachers).toHaveLength(2);
  });

  it('adds its own classes, and leaves those of another', () => {
    const college = combine({}, { classes: [{ name: '6A' }] }, at('c/a'));
    const both = combine(college, { classes: [{ name: '6A' }, { name: '2B' }] }, at('c/b'));
    expect(both.classes?.map(({ name, establishmentId }) => [establishmentId, name])).toEqual([
      ['c/a', '6A'],
      ['c/b', '6A'],
      ['c/b', '2B'],
    ]);
  });
});
