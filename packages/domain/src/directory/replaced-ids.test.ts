import { describe, expect, it } from '@jest/globals';
import type { DirectoryClass, DirectoryPupil, DirectoryTeacher } from './directory.js';
import type { EntUser } from './ent-user.js';
import { replacedIds, type DirectoryLists } from './replaced-ids.js';

const lists = (some: Partial<DirectoryLists>): DirectoryLists => ({
  teachers: [],
  pupils: [],
  classes: [],
  users: [],
  ...some,
});
const replaced = (
  list: keyof DirectoryLists,
  before: Partial<DirectoryLists>,
  after: Partial<DirectoryLists>,
) => Object.fromEntries(replacedIds(lists(before), lists(after))[list]);
const absentSince = '2026-07-05T00:00:00.000Z';

describe('Classes whose id is replaced', () => {
  const named = (id: string, name: string, more: Partial<DirectoryClass> = {}): DirectoryClass => ({
    id,
    name,
    establishmentId: 'cite/college',
    ...more,
  });
  const inClass = (classId: string, ...ids: string[]): DirectoryPupil[] =>
    ids.map((id) => ({ id, lastName: id, firstName: 'X', classId }));
  const classes = (before: DirectoryClass[], after: DirectoryClass[]) =>
    replaced('classes', { classes: before }, { classes: after });

  it('are known by their name in the same establishment, whatever its spelling', () => {
    expect(
      classes([named('c6A', '6A'), named('c6B', '6B')], [named('n1', '6 a'), named('n2', '6B')]),
    ).toEqual({
      c6A: 'n1',
      c6B: 'n2',
    });
    const elsewhere = named('n1', '6A', { establishmentId: 'cite/lycee' });
    expect(classes([named('c6A', '6A')], [elsewhere])).toEqual({});
  });

  it('are left alone when two bear the name, on either side', () => {
    expect(classes([named('a', '6A'), named('b', '6 A')], [named('n', '6A')])).toEqual({});
    expect(classes([named('a', '6A')], [named('n', '6A'), named('m', '6 A')])).toEqual({});
    expect(classes([named('a', '6A')], [named('a', '6A'), named('n', '6A')])).toEqual({});
  });

  it('are found again after a time without the class, and are themselves under their own id', () => {
    const gone = named('c6A', '6A', { absentSince });
    expect(classes([gone], [named('n1', '6A')])).toEqual({ c6A: 'n1' });
    expect(classes([gone], [named('c6A', '6A')])).toEqual({});
    expect(classes([gone, named('c', '6A')], [named('n1', '6A')])).toEqual({ c: 'n1' });
  });

  it('are known by their pupils when the name changes too, whatever ids these have', () => {
    const before = {
      classes: [named('c6A', '6A'), named('c6B', '6B')],
      pupils: [...inClass('c6A', 'p1', 'p2', 'p3'), ...inClass('c6B', 'p4', 'p5')],
    };
    const after = {
      classes: [named('n6A', 'SIXIEME A'), named('c6B', '6B')],
      pupils: [...inClass('n6A', 'p1', 'p2', 'p3'), ...inClass('c6B', 'p4', 'p5')],
    };
    expect(replaced('classes', before, after)).toEqual({ c6A: 'n6A' });
    const mixed = [...inClass('n6A', 'p1', 'p4', 'p5'), ...inClass('c6B', 'p2', 'p3')];
    expect(replaced('classes', before, { ...after, pupils: mixed })).toEqual({});
  });
});

describe('People whose id is replaced', () => {
  const leo = (id: string, more: Partial<DirectoryPupil> = {}): DirectoryPupil => ({
    id,
    lastName: 'DURAND',
    firstName: 'Léo',
    ...more,
  });
  const pupils = (before: DirectoryPupil[], after: DirectoryPupil[]) =>
    replaced('pupils', { pupils: before }, { pupils: after });

  it('are known by an identifier, also under another name', () => {
    const before = leo('p1', { nationalId: 'INE1', birthDate: '2014-01-01' });
    expect(pupils([before], [{ ...before, id: 'n1', lastName: 'DURAND-PETIT' }])).toEqual({ p1: 'n1' });
    const returned = { ...before, absentSince };
    expect(pupils([returned], [{ ...before, id: 'n1' }])).toEqual({ p1: 'n1' });
  });

  it('are not known by an identifier that two bear, that others contradict, or that name and birth date belie', () => {
    const before = leo('p1', { nationalId: 'INE1', idpn: 'A' });
    const twice = [
      leo('n1', { nationalId: 'INE1', lastName: 'X' }),
      leo('n2', { nationalId: 'INE1', lastName: 'Y' }),
    ];
    expect(pupils([before], twice)).toEqual({});
    const torn = [leo('n1', { nationalId: 'INE1', lastName: 'X' }), leo('n2', { idpn: 'A', lastName: 'Y' })];
    expect(pupils([before], torn)).toEqual({});
    const stranger = {
      id: 'n1',
      lastName: 'PETIT',
      firstName: 'Ana',
      nationalId: 'INE1',
      birthDate: '2013-03-03',
    };
    expect(pupils([{ ...before, birthDate: '2014-01-01' }], [stranger])).toEqual({});
  });

  it('are known by name and birth date, unless an official identifier differs', () => {
    const born = { birthDate: '2014-01-01' };
    expect(pupils([leo('p1', born)], [leo('n1', born)])).toEqual({ p1: 'n1' });
    expect(
      pupils([leo('p1', { ...born, nationalId: 'A' })], [leo('n1', { ...born, nationalId: 'B' })]),
    ).toEqual({});
    expect(pupils([leo('p1', born)], [leo('n1', { birthDate: '2013-01-01' })])).toEqual({});
    expect(pupils([leo('p1', born), leo('p2', born)], [leo('n1', born)])).toEqual({});
  });

  it('are known by a name alone only when they leave in this very load, for no other class', () => {
    expect(pupils([leo('p1')], [leo('n1')])).toEqual({ p1: 'n1' });
    expect(pupils([leo('p1', { absentSince })], [leo('n1')])).toEqual({});
    expect(pupils([leo('p1', { classId: '6A' })], [leo('n1', { classId: '6B' })])).toEqual({});
    const teacher: DirectoryTeacher = { id: 't1', lastName: 'MARTIN', firstName: 'Zoé' };
    expect(
      replaced('teachers', { teachers: [teacher] }, { teachers: [{ ...teacher, id: 'n1', stsId: '7' }] }),
    ).toEqual({ t1: 'n1' });
  });

  it('stay themselves when nobody appears, or nobody leaves', () => {
    const one = leo('p1', { nationalId: 'INE1' });
    expect(pupils([one], [])).toEqual({});
    expect(pupils([one], [one, leo('n1', { nationalId: 'INE1' })])).toEqual({});
  });
});

describe('Users whose id is replaced', () => {
  const eva = { id: 'u1', lastName: 'SECRET', firstName: 'Eva', email: 'eva@example.org' };
  const users = (before: EntUser[], after: EntUser[]) =>
    replaced('users', { users: before }, { users: after });

  it('are known by their address and a part of their name, else by their name', () => {
    expect(users([eva], [{ ...eva, id: 'n1', lastName: 'MARIN', email: 'EVA@example.org' }])).toEqual({
      u1: 'n1',
    });
    expect(users([eva], [{ ...eva, id: 'n1', email: 'e.secret@example.org' }])).toEqual({ u1: 'n1' });
  });

  it('are others when a mailbox passes to somebody else', () => {
    expect(users([eva], [{ id: 'n1', lastName: 'PONS', firstName: 'Luc', email: eva.email }])).toEqual({});
  });
});
