import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pupil } from '../timetable/timetable.test-support.js';
import type { FilePupil } from '../timetable/timetable.js';
import type { DirectoryPupil } from './directory.js';
import { PUPIL_IDENTIFIERS } from './identifiers.js';
import { MatchDecisions } from './match-decisions.js';
import { matchPeople } from './match-people.js';
import type { MatchResult } from './match.js';
import { identifierKeys, isContradicted, isSameBirth, nameOf } from './person.js';

// Few names, dates and identifiers, so that they meet in every way: shared, contradicted, absent.
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const somebody = fc.record(
  {
    lastName: fc.constantFrom('DURAND', 'Petit'),
    firstName: fc.constantFrom('Léo', 'Ana'),
    birthDate: fc.constantFrom('2014-01-01', '2014-02-02'),
    idpn: fc.constantFrom('A', 'B'),
    nationalId: fc.constantFrom('I1', 'I2'),
    sieclId: fc.constantFrom('S1', 'S2', 'S3'),
  },
  { requiredKeys: ['lastName', 'firstName'] },
);
const rows: fc.Arbitrary<FilePupil[]> = fc
  .array(somebody, { maxLength: 5 })
  .map((people) =>
    people.map((person, index) => pupil(index + 1, person.lastName, person.firstName, person)),
  );
const directory: fc.Arbitrary<DirectoryPupil[]> = fc
  .array(fc.tuple(somebody, rarely(fc.constant('2026-07-05T00:00:00Z'))), { maxLength: 5 })
  .map((people) =>
    people.map(([person, absentSince], index) => ({
      id: `p${index}`,
      ...person,
      ...(absentSince !== undefined && { absentSince }),
    })),
  );

const match = (inFile: FilePupil[], known: DirectoryPupil[]): Map<number, MatchResult> =>
  matchPeople({
    kind: 'pupil',
    rows: inFile,
    directory: known,
    identifiers: PUPIL_IDENTIFIERS,
    decisions: new MatchDecisions([]),
  });
const inOrder = (results: Map<number, MatchResult>) => [...results].sort(([a], [b]) => a - b);
const RUNS = { numRuns: 1_000 };

it('Whatever the order of the file and of the directory, the matches are the same', () => {
  const shuffled = <T>(list: fc.Arbitrary<T[]>) =>
    list.chain((items) =>
      fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
    );
  fc.assert(
    fc.property(shuffled(rows), shuffled(directory), ([inFile, otherFile], [known, otherKnown]) => {
      expect(inOrder(match(otherFile, otherKnown))).toEqual(inOrder(match(inFile, known)));
    }),
    RUNS,
  );
});

it('Renumbering the rows of the file matches the same people', () => {
  fc.assert(
    fc.property(rows, directory, (inFile, known) => {
      const targets = (results: Map<number, MatchResult>, of: (ident: number) => number) =>
        inFile.map(({ ident }) => results.get(of(ident))?.targetId);
      const renumbered = inFile.map((row) => ({ ...row, ident: 100 - row.ident }));
      expect(targets(match(renumbered, known), (ident) => 100 - ident)).toEqual(
        targets(match(inFile, known), (ident) => ident),
      );
    }),
    RUNS,
  );
});

it('Nobody is matched twice, and whoever is not has nobody', () => {
  fc.assert(
    fc.property(rows, directory, (inFile, known) => {
      const results = [...match(inFile, known).values()];
      expect(results).toHaveLength(inFile.length);
      const targets = results.flatMap(({ targetId }) => targetId ?? []);
      expect(new Set(targets).size).toBe(targets.length);
      for (const { by, targetId } of results) expect(by === 'none').toBe(targetId === undefined);
    }),
    RUNS,
  );
});

it('Every match rests on an identifier that one row and one person bear, or on a name', () => {
  fc.assert(
    fc.property(rows, directory, (inFile, known) => {
      const bears = (key: string) => (person: FilePupil | DirectoryPupil) =>
        identifierKeys(PUPIL_IDENTIFIERS, person).includes(key);
      const results = match(inFile, known);
      for (const row of inFile) {
        const result = results.get(row.ident);
        const person = known.find(({ id }) => id === result?.targetId);
        if (result === undefined || person === undefined) continue;
        if (result.by === 'identifier') {
          const among = known.filter(({ absentSince }) => absentSince === person.absentSince);
          const proofs = identifierKeys(PUPIL_IDENTIFIERS, row).filter(
            (key) =>
              bears(key)(person) &&
              inFile.filter(bears(key)).length === 1 &&
              among.filter(bears(key)).length === 1,
          );
          expect(proofs).not.toEqual([]);
          expect(isContradicted(row, person)).toBe(false);
        } else {
          expect(nameOf(row)).toBe(nameOf(person));
          const namesakes = inFile.filter((other) => nameOf(other) === nameOf(row));
          expect(isSameBirth(row, person) || namesakes.length === 1).toBe(true);
        }
      }
    }),
    RUNS,
  );
});
