import { describe, expect, it } from '@jest/globals';
import {
  classRow,
  directoryOf,
  member,
  pupil,
  smallSchool,
  TARGET,
  teacher,
  timetableOf,
} from '../timetable/timetable.test-support.js';
import type { FilePupil } from '../timetable/timetable.js';
import type { Directory, DirectoryPupil } from './directory.js';
import type { MatchDecision } from './match.js';
import { matchTeachers, NOBODY } from './match.test-support.js';
import { matchTimetable } from './match-timetable.js';

const on = '2025-11-24';

const matchPupils = (pupils: FilePupil[], known: DirectoryPupil[]) =>
  matchTimetable({
    timetable: timetableOf({ pupils, classes: [classRow(1, '6A'), classRow(2, '6B')] }),
    directory: {
      ...NOBODY,
      pupils: known,
      classes: [
        { id: 'cl-a', name: '6A', establishmentId: 'hugo/college' },
        { id: 'cl-b', name: '6B', establishmentId: 'hugo/college' },
      ],
    },
    decisions: [],
    on,
  }).pupils;

describe('Matching by identifier', () => {
  it('recognises a teacher whose name changed under the same IDPN', () => {
    const [match] = matchTeachers(
      [teacher(1, 'DEBRAY', 'Anne', { idpn: 'X1' })],
      [{ id: 't1', lastName: 'GERVAIS', firstName: 'Anne', idpn: 'X1' }],
    ).values();
    expect(match).toMatchObject({ key: 'idpn:X1', targetId: 't1', by: 'identifier', candidates: [] });
  });

  it('falls back on the STS id, and on the national and SIECLE ids of pupils', () => {
    const teachers = matchTeachers(
      [teacher(1, 'A', 'B', { idpn: 'unknown', stsId: '77' })],
      [{ id: 't1', lastName: 'C', firstName: 'D', stsId: '77' }],
    );
    expect(teachers.get(1)).toMatchObject({ targetId: 't1', by: 'identifier' });
    const pupils = matchPupils(
      [pupil(1, 'A', 'B', { nationalId: 'INE1' }), pupil(2, 'C', 'D', { sieclId: 'S2' })],
      [
        { id: 'p1', lastName: 'X', firstName: 'Y', nationalId: 'INE1' },
        { id: 'p2', lastName: 'X', firstName: 'Z', sieclId: 'S2' },
      ],
    );
    expect([...pupils.values()].map(({ targetId, key }) => [targetId, key])).toEqual([
      ['p1', 'ine:INE1'],
      ['p2', 'siecle:S2'],
    ]);
  });

  it('leaves to a person two identifiers that designate two people', () => {
    const [match] = matchTeachers(
      [teacher(1, 'MARTIN', 'Zoé', { idpn: 'X1', stsId: '77' })],
      [
        { id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1' },
        { id: 't2', lastName: 'MARTIN', firstName: 'Lou', stsId: '77' },
      ],
    ).values();
    expect(match).toMatchObject({ targetId: undefined, by: 'none', candidates: ['t1', 't2'] });
  });

  it('ignores an identifier that several people of the directory bear', () => {
    const pupils = matchPupils(
      [pupil(1, 'DURAND', 'Léo', { nationalId: 'DUP', birthDate: '2014-01-01' })],
      [
        { id: 'p1', lastName: 'DURAND', firstName: 'Léo', nationalId: 'DUP', birthDate: '2014-01-01' },
        { id: 'p2', lastName: 'PETIT', firstName: 'Ana', nationalId: 'DUP' },
      ],
    );
    expect(pupils.get(1)).toMatchObject({ targetId: 'p1', by: 'name' });
  });
});

describe('Identifiers that cannot be believed', () => {
  const born = (birthDate: string) => ({ birthDate });

  it('identify nobody when two rows of the file bear them: names and birth dates decide', () => {
    const rows = [
      pupil(1, 'AUTRE', 'Autre', { nationalId: 'INE1', ...born('2014-03-01') }),
      pupil(2, 'PETIT', 'Zoé', { nationalId: 'INE1', ...born('2014-03-01') }),
    ];
    const known = {
      id: 'p1',
      lastName: 'Petit',
      firstName: 'Zoé',
      nationalId: 'INE1',
      ...born('2014-03-01'),
    };
    const matches = matchPupils(rows, [known]);
    expect(matches.get(1)).toMatchObject({
      targetId: undefined,
      reason: 'identifier_shared_in_file',
      key: 'name:autre autre:2014-03-01',
    });
    expect(matches.get(2)).toMatchObject({ targetId: 'p1', by: 'name', key: 'name:petit zoe:2014-03-01' });
  });

  it('identify nobody when two people of the ENT bear them, who are then both proposed', () => {
    const known = [
      { id: 'p1', lastName: 'PETIT', firstName: 'Ana', nationalId: 'DUP' },
      { id: 'p2', lastName: 'GRAND', firstName: 'Luc', nationalId: 'DUP' },
    ];
    expect(matchPupils([pupil(1, 'DURAND', 'Léo', { nationalId: 'DUP' })], known).get(1)).toMatchObject({
      targetId: undefined,
      candidates: ['p1', 'p2'],
      reason: 'identifier_shared',
    });
  });

  it.each(['idpn', 'nationalId', 'sieclId'] as const)(
    'are only a hint when name and birth date both contradict them: %s',
    (field) => {
      const row = pupil(1, 'DURAND', 'Léo', { [field]: 'X', ...born('2014-01-01') });
      const stranger = { id: 'p1', lastName: 'PETIT', firstName: 'Ana', [field]: 'X', ...born('2013-02-02') };
      expect(matchPupils([row], [stranger]).get(1)).toMatchObject({
        targetId: undefined,
        candidates: ['p1'],
        reason: 'identifier_contradicted',
      });
      const married = { ...stranger, ...born('2014-01-01') };
      expect(matchPupils([row], [married]).get(1)).toMatchObject({ targetId: 'p1', by: 'identifier' });
    },
  );

  it('settle nothing when those of two rows designate one person, nor when somebody decided on that person', () => {
    const known = { id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1', stsId: '7' };
    const rows = [teacher(1, 'A', 'B', { idpn: 'X1' }), teacher(2, 'C', 'D', { stsId: '7' })];
    for (const match of matchTeachers(rows, [known]).values()) {
      expect(match).toMatchObject({ targetId: undefined, candidates: ['t1'], reason: 'designated_twice' });
    }
    const decided = matchTeachers(rows, [known], [{ kind: 'teacher', key: 'idpn:X1', targetId: 't1' }]);
    expect(decided.get(2)).toMatchObject({ targetId: undefined, candidates: [], reason: 'designated_twice' });
  });

  it('forbid no match by name when they are shared', () => {
    const rows = [
      pupil(1, 'PETIT', 'Zoé', { nationalId: 'DUP', ...born('2014-03-01') }),
      pupil(2, 'GRAND', 'Luc', { nationalId: 'DUP', ...born('2014-04-01') }),
    ];
    const known = { id: 'p1', lastName: 'PETIT', firstName: 'Zoé', nationalId: 'OWN', ...born('2014-03-01') };
    expect(matchPupils(rows, [known]).get(1)).toMatchObject({ targetId: 'p1', by: 'name' });
  });
});

describe('Matching by name', () => {
  it('sees through case, accents, hyphens and particles', () => {
    const [match] = matchTeachers(
      [teacher(1, 'DE LA TOUR', 'MARIE LISE')],
      [{ id: 't1', lastName: 'de la Tour', firstName: 'Marie-Lise' }],
    ).values();
    expect(match).toMatchObject({ key: 'name:de la tour marie lise', targetId: 't1', by: 'name' });
  });

  it('never chooses between homonyms, of the directory or of the file', () => {
    const homonyms = [
      { id: 't1', lastName: 'MARTIN', firstName: 'Paul' },
      { id: 't2', lastName: 'Martin', firstName: 'PAUL' },
    ];
    const ofDirectory = matchTeachers([teacher(1, 'MARTIN', 'Paul')], homonyms);
    expect(ofDirectory.get(1)).toMatchObject({ targetId: undefined, by: 'none', candidates: ['t1', 't2'] });
    const ofFile = matchTeachers(
      [teacher(1, 'MARTIN', 'Paul'), teacher(2, 'MARTIN', 'Paul')],
      homonyms.slice(0, 1),
    );
    expect([...ofFile.values()].map(({ targetId, key }) => [targetId, key])).toEqual([
      [undefined, 'name:martin paul'],
      [undefined, 'name:martin paul#2'],
    ]);
  });

  it('tells homonymous pupils apart by their birth dates', () => {
    const pupils = matchPupils(
      [
        pupil(1, 'ALUN', 'Alain', { birthDate: '2013-07-02' }),
        pupil(2, 'ALUN', 'Alain', { birthDate: '2014-02-03' }),
      ],
      [
        { id: 'p1', lastName: 'ALUN', firstName: 'Alain', birthDate: '2014-02-03' },
        { id: 'p2', lastName: 'ALUN', firstName: 'Alain', birthDate: '2013-07-02' },
      ],
    );
    expect([pupils.get(1)?.targetId, pupils.get(2)?.targetId]).toEqual(['p2', 'p1']);
  });

  it('refuses a pupil whose birth date differs', () => {
    const pupils = matchPupils(
      [pupil(1, 'DURAND', 'Léo', { birthDate: '2014-01-01' })],
      [{ id: 'p1', lastName: 'DURAND', firstName: 'Léo', birthDate: '2013-01-01' }],
    );
    expect(pupils.get(1)).toMatchObject({ targetId: undefined, candidates: ['p1'] });
  });

  it('accepts a missing birth date only when the name is unique on both sides', () => {
    const leo = { lastName: 'DURAND', firstName: 'Léo' };
    const alone = matchPupils([pupil(1, 'DURAND', 'Léo')], [{ id: 'p1', ...leo, birthDate: '2014-01-01' }]);
    expect(alone.get(1)).toMatchObject({ targetId: 'p1', by: 'name' });
    const duplicates = matchPupils(
      [pupil(1, 'DURAND', 'Léo'), pupil(2, 'DURAND', 'Léo', { birthDate: '2014-01-01' })],
      [
        { id: 'p1', ...leo, birthDate: '2014-01-01' },
        { id: 'p2', ...leo },
      ],
    );
    expect(duplicates.get(1)).toMatchObject({ targetId: undefined, candidates: ['p1', 'p2'] });
    expect(duplicates.get(2)).toMatchObject({ targetId: 'p1' });
  });

  it('refuses a pupil without birth date whom the directory puts in another class', () => {
    const known = { id: 'p1', lastName: 'DURAND', firstName: 'Léo', classId: 'cl-b' };
    const inA = pupil(1, 'DURAND', 'Léo', { classes: [member(1)] });
    const movedToB = pupil(1, 'DURAND', 'Léo', {
      classes: [member(1, '2025-09-01', '2025-10-31'), member(2, '2025-11-01', '2026-07-04')],
    });
    expect(matchPupils([inA], [known]).get(1)).toMatchObject({ targetId: undefined, candidates: ['p1'] });
    expect(matchPupils([movedToB], [known]).get(1)).toMatchObject({ targetId: 'p1' });
  });

  it('refuses a homonym with another official identifier, but not with another IDPN', () => {
    const known = { id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'OLD', stsId: '1' };
    expect(
      matchTeachers([teacher(1, 'MARTIN', 'Zoé', { stsId: '2' })], [known]).get(1)?.targetId,
    ).toBeUndefined();
    expect(matchTeachers([teacher(1, 'MARTIN', 'Zoé', { idpn: 'NEW' })], [known]).get(1)?.targetId).toBe(
      't1',
    );
  });

  it('does not offer a person whom another row already is', () => {
    const matches = matchTeachers(
      [teacher(1, 'MARTIN', 'Zoé', { idpn: 'X1' }), teacher(2, 'MARTIN', 'Zoé')],
      [{ id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1' }],
    );
    expect(matches.get(2)).toMatchObject({ targetId: undefined, candidates: [] });
  });
});

describe('Remembered decisions', () => {
  const known = [
    { id: 't1', lastName: 'MARTIN', firstName: 'Zoé', idpn: 'X1' },
    { id: 't2', lastName: 'BERNARD', firstName: 'Luc' },
  ];

  it('come before identifiers, also when they say nobody', () => {
    const row = teacher(1, 'MARTIN', 'Zoé', { idpn: 'X1' });
    const decide = (targetId: string | null) =>
      matchTeachers([row], known, [{ kind: 'teacher', key: 'idpn:X1', targetId }]).get(1);
    expect(decide('t2')).toMatchObject({ targetId: 't2', by: 'decision' });
    expect(decide(null)).toMatchObject({ targetId: undefined, by: 'decision' });
  });

  it('taken on a name still hold once the file gives an identifier', () => {
    const decision = { kind: 'teacher', key: 'name:martin zoe', targetId: 't2' } as const;
    const match = matchTeachers([teacher(1, 'MARTIN', 'Zoé', { idpn: 'X9' })], known, [decision]).get(1);
    expect(match).toMatchObject({ targetId: 't2', by: 'decision', key: 'idpn:X9' });
  });

  it('lapse when their target has left the directory', () => {
    const decision = { kind: 'teacher', key: 'idpn:X1', targetId: 'gone' } as const;
    const match = matchTeachers([teacher(1, 'MARTIN', 'Zoé', { idpn: 'X1' })], known, [decision]).get(1);
    expect(match).toMatchObject({ targetId: 't1', by: 'identifier' });
  });
});

describe('Matching classes', () => {
  const classes = [
    { id: 'c1', name: '6 a', establishmentId: 'hugo/college' },
    { id: 'c2', name: '6A', establishmentId: 'hugo/lycee' },
  ];

  it('goes by name, inside the establishments of the target', () => {
    const timetable = timetableOf({ classes: [classRow(1, '6A'), classRow(2, '6Z')] });
    const match = matchTimetable({
      timetable,
      directory: { ...NOBODY, classes },
      decisions: [],
      on,
      target: TARGET,
    });
    expect(match.classes.get(1)).toMatchObject({ key: 'name:6a', targetId: 'c1', by: 'name' });
    expect(match.classes.get(2)).toMatchObject({ key: 'name:6z', targetId: undefined, by: 'none' });
  });

  it('leaves two classes of one name to a person', () => {
    const timetable = timetableOf({ classes: [classRow(1, '6A')] });
    const match = matchTimetable({ timetable, directory: { ...NOBODY, classes }, decisions: [], on });
    expect(match.classes.get(1)).toMatchObject({ targetId: undefined, candidates: ['c1', 'c2'] });
  });

  it('tells by establishment the namesakes of a file that serves two of them', () => {
    const [college] = TARGET.establishments;
    const lycee = {
      id: 'hugo/lycee',
      code: 'lycee',
      uai: '9990002Y',
      name: 'Lycée',
      timeZone: 'Europe/Paris',
    };
    const timetable = timetableOf({
      establishments: [
        { ident: 1, line: 1, uai: '9990001X', name: 'Collège' },
        { ident: 2, line: 2, uai: '9990002Y', name: 'Lycée' },
      ],
      classes: [
        { ...classRow(1, '6A'), establishment: 1 },
        { ...classRow(2, '6A'), establishment: 2 },
      ],
    });
    const target = { ...TARGET, establishments: [...(college === undefined ? [] : [college]), lycee] };
    const match = matchTimetable({ timetable, directory: { ...NOBODY, classes }, decisions: [], on, target });
    expect([...match.classes.values()].map(({ targetId, key }) => [targetId, key])).toEqual([
      ['c1', 'name:6a'],
      ['c2', 'name:6a@9990002Y'],
    ]);
  });
});

it('A file matched against its own school leaves nobody out, with results for everybody', () => {
  const timetable = smallSchool();
  const { results } = matchTimetable({ timetable, directory: directoryOf(timetable), decisions: [], on });
  expect(results).toHaveLength(2 + 4 + 2);
  expect(results.filter(({ targetId }) => targetId === undefined)).toEqual([]);
});

it('A decision on the class of another establishment does not count', () => {
  const timetable = timetableOf({ classes: [classRow(1, '6A')] });
  const directory: Directory = {
    ...NOBODY,
    classes: [
      { id: 'here', name: '6A', establishmentId: 'hugo/college' },
      { id: 'there', name: '6A', establishmentId: 'hugo/lycee' },
    ],
  };
  const decisions: MatchDecision[] = [{ kind: 'class', key: 'name:6a', targetId: 'there' }];
  const { classes } = matchTimetable({ timetable, directory, decisions, on, target: TARGET });
  expect(classes.get(1)).toMatchObject({ targetId: 'here', by: 'name' });
});
