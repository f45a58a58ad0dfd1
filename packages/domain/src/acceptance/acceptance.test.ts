import { describe, expect, it } from '@jest/globals';
import { matchTimetable } from '../directory/match-timetable.js';
import { planStructure } from '../plan/plan-structure.js';
import {
  stateAfter,
  directoryOf,
  EMPTY_STATE,
  smallSchool,
  TARGET,
} from '../timetable/timetable.test-support.js';
import { programOf } from '../timetable/timetable-program.js';
import { emptySections } from './empty-sections.js';
import { IGNORED_CODES, UNACCEPTABLE_CODES } from './rejection-code.js';
import { rejectionMessage } from './rejection-message.js';

const on = '2025-11-24';
const school = smallSchool();
const matching = matchTimetable({
  timetable: school,
  directory: directoryOf(school),
  decisions: [],
  on,
  target: TARGET,
});
const structure = planStructure({ timetable: school, matching, current: EMPTY_STATE, target: TARGET, on });
const current = stateAfter(structure, on);

describe('A section that the file leaves empty', () => {
  it.each([
    ['subjects', 'les matières'],
    ['teachers', 'les professeurs'],
    ['classes', 'les classes'],
    ['groups', 'les groupes'],
    ['pupils', 'les élèves'],
    ['courses', 'les cours'],
  ])('%s is an error when the current state has some', (section, name) => {
    expect(emptySections({ ...school, [section]: [] }, current)).toEqual([name]);
  });

  it('is not one when the current state has none either', () => {
    expect(emptySections({ ...school, groups: [], pupils: [], courses: [] }, EMPTY_STATE)).toEqual([]);
  });

  it('counts as empty when all of its courses are', () => {
    const courses = school.courses.map((row) => ({ ...row, resources: [] }));
    expect(emptySections({ ...school, courses }, current)).toEqual(['les cours']);
  });

  it('is told with the way out', () => {
    const sections = ['les groupes', 'les élèves'];
    expect(rejectionMessage('section_empty', { sections, program: programOf('edt') })).toBe(
      'Section vide : le fichier ne contient plus aucune donnée pour les groupes et les élèves, alors que l’ENT en a. ' +
        'Rien n’a été supprimé. Refaites un export complet depuis EDT, sans rien décocher parmi les données à exporter.',
    );
  });
});

describe('Every reason to stop', () => {
  const codes = [...UNACCEPTABLE_CODES, ...IGNORED_CODES];

  it.each(codes)('%s is a French text that ends with a sentence, details or not', (code) => {
    for (const details of [{}, { value: '2', uais: ['0134567U'], sections: ['les cours'], count: 2 }]) {
      const message = rejectionMessage(code, details);
      expect(message).toMatch(/^\p{Lu}.{30,}\.$/u);
      expect(message).not.toMatch(/undefined|NaN|'|\s\s/);
    }
  });
});
