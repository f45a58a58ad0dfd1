import { describe, expect, it } from '@jest/globals';
import { rightsFromClaims } from './rights-from-claims.js';

const NAMES = { role: 'timetable_role', campus: 'timetable_campus' };
const rights = (timetable_role: unknown, timetable_campus?: unknown) =>
  rightsFromClaims({ timetable_role, timetable_campus, sub: 'x' }, NAMES);

describe('rights that claims give', () => {
  it('are the role that may most, at one campus unless it is everywhere', () => {
    expect(rights('viewer', 'jmoulin')).toEqual({ role: 'viewer', campusCode: 'jmoulin' });
    expect(rights(['viewer', 'manager', 'teacher'], ['jmoulin'])).toEqual({
      role: 'manager',
      campusCode: 'jmoulin',
    });
    expect(rights('operator', 'jmoulin')).toEqual({ role: 'operator', campusCode: null });
  });

  it.each([
    [undefined, 'jmoulin'],
    ['admin', 'jmoulin'],
    ['Operator', 'jmoulin'],
    [{ operator: true }, 'jmoulin'],
    ['manager', undefined],
    ['manager', ''],
    ['manager', ['jmoulin', 'autre']],
    ['manager', 12],
  ])('are none for what is not said exactly: %j of %j', (role, campus) => {
    expect(rights(role, campus)).toBeUndefined();
  });
});
