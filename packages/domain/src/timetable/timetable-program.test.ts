// Nobody is told to mend in one program what another one wrote: every sentence of the rules, in the words of each program.
import { describe, expect, it } from '@jest/globals';
import { UNACCEPTABLE_CODES } from '../acceptance/rejection-code.js';
import { rejectionMessage } from '../acceptance/rejection-message.js';
import { MATCH_REASONS } from '../directory/match-reason.js';
import { unmatchedGroups, unmatchedNames } from '../directory/unmatched-groups.js';
import { groupProblems } from '../problems/group-problems.js';
import { listProblems } from '../problems/list-problems.js';
import { FILE_PROBLEM_CODES } from '../problems/problem-catalogue.js';
import { evaluateThresholds } from '../thresholds/evaluate-thresholds.js';
import { mapThresholds } from '../thresholds/threshold-catalogue.js';
import { TIMETABLE_FORMATS } from './timetable-format.js';
import { inWordsOf, programOf, programOfSchool, type TimetableProgram } from './timetable-program.js';

/** Every sentence that depends on the program, and many that do not. */
function sentencesOf(program: TimetableProgram): string[] {
  const problems = FILE_PROBLEM_CODES.map((code) => ({ code }));
  const groups = groupProblems(problems, program);
  const measures = mapThresholds(() => ({ numerator: 1, denominator: 1 }));
  const names = Object.keys(MATCH_REASONS).map((reason) => ({ label: 'X', candidates: [], reason }));
  return [
    ...[...groups, ...listProblems(problems, groups, program)].flatMap(({ meaning, advice }) => [
      meaning,
      advice,
    ]),
    ...UNACCEPTABLE_CODES.map((code) => rejectionMessage(code, { program })),
    ...evaluateThresholds({ measures, settings: [], comparison: 'ordinary', program }).flatMap(
      ({ remedy = [] }) => remedy,
    ),
    ...unmatchedGroups(unmatchedNames({ pupil: names }), program).map(({ advice }) => advice),
  ];
}

describe('what is said of a file', () => {
  it.each(TIMETABLE_FORMATS)('names the program of an export of %s and no other', (format) => {
    const text = sentencesOf(programOf(format)).join('\n');
    expect(text).toMatch(new RegExp(`dans ${programOf(format).name}\\b`));
    for (const other of TIMETABLE_FORMATS.filter((one) => one !== format))
      expect(text).not.toMatch(new RegExp(`\\b${programOf(other).name}\\b`));
  });

  it('names none while the format is not known', () => {
    const text = sentencesOf(programOf(null)).join('\n');
    expect(text).toContain('Vérifiez dans les paramètres du logiciel d’emploi du temps');
    for (const format of TIMETABLE_FORMATS)
      expect(text).not.toMatch(new RegExp(`\\b${programOf(format).name}\\b`));
    expect(programOf('a-format-of-later')).toBe(programOf(undefined));
  });

  it('is written as French is: « d’EDT », « qu’EDT »', () => {
    for (const format of [...TIMETABLE_FORMATS, null])
      expect(sentencesOf(programOf(format)).join('\n')).not.toMatch(
        /\b(de|que) (EDT|UnDeuxTEMPS)\b|\bde le logiciel|undefined|\$\{/,
      );
  });
});

describe('a text written for EDT', () => {
  const TEXT =
    'Collez l’adresse dans EDT. EDT l’envoie : un envoi d’EDT, ou ce qu’EDT envoie, sauf EDT_PRONOTE.';

  it.each([
    [['edt', 'udt', 'sts'], TEXT],
    [
      ['udt', 'sts'],
      'Collez l’adresse dans UnDeuxTEMPS. UnDeuxTEMPS l’envoie : un envoi d’UnDeuxTEMPS, ou ce qu’UnDeuxTEMPS envoie, sauf EDT_PRONOTE.',
    ],
    [
      ['sts'],
      'Collez l’adresse dans votre logiciel d’emploi du temps. Votre logiciel d’emploi du temps l’envoie : un envoi de votre ' +
        'logiciel d’emploi du temps, ou ce que votre logiciel d’emploi du temps envoie, sauf EDT_PRONOTE.',
    ],
  ] as const)('says to a school of %j which program it uses', (formats, said) => {
    expect(inWordsOf(programOfSchool(formats), TEXT)).toBe(said);
  });
});
