// Opening a year: the closures of the academic zone are proposed, and used when the manager states none.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../support/api.js';
import { at, textAt } from '../../support/json-at.js';

const YEAR = { startsOn: '2026-09-01', endsOn: '2027-08-31' };

let api: TestApi;
let code: string;
let number = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function campusOf(academicZone: string): Promise<void> {
  code = `ZONE${(number += 1)}`;
  const establishments = [{ code: 'A', uai: '0134567A', name: 'Collège A' }];
  await api.send('POST', '/campuses', { code, name: code, academicZone, establishments });
}
const path = () => `/campuses/${code}/school-year`;
const yearOf = async () => (await api.get(path())).body;

describe('the year that awaits its first import', () => {
  beforeEach(() => campusOf('B'));

  it('has no closure of its own, and the proposal of its zone, to be verified', async () => {
    await api.database.sql.run(
      `UPDATE school_year SET label = '2026-2027', starts_on = $2, ends_on = $3 WHERE establishment_id = $1 || '/A'`,
      [code, YEAR.startsOn, YEAR.endsOn],
    );
    const body = await yearOf();
    expect(body).toMatchObject({ label: '2026-2027', state: 'awaiting_first_import', closures: [] });
    expect(at(body, 'proposal')).toMatchObject({ label: '2026-2027', ...YEAR });
    expect(at(body, 'proposal.closures')).toContainEqual({
      ...{ startsOn: '2027-02-21', endsOn: '2027-03-07', label: 'Vacances d’hiver' },
    });
    expect(textAt(body, 'proposal.notice')).toMatch(/zone B.*à vérifier/);
  });

  it('is opened with the proposal when no closure is stated', async () => {
    const { status, body } = await api.send('POST', path(), YEAR);
    expect(status).toBe(201);
    expect(at(body, 'closures')).toContainEqual({
      ...{ startsOn: '2026-12-20', endsOn: '2027-01-03', label: 'Vacances de Noël', source: 'calendar' },
    });
    expect(at(body, 'closures.*.source')).not.toContain('manual');
  });

  it('is opened with the closures stated, or with none at all', async () => {
    const closures = [{ startsOn: '2026-10-19', endsOn: '2026-10-30', label: 'Toussaint' }];
    const stated = await api.send('POST', path(), { ...YEAR, closures });
    expect(at(stated.body, 'closures')).toEqual([{ ...closures[0], source: 'manual' }]);
    const none = await api.send('POST', path(), { ...YEAR, closures: [] });
    expect(at(none.body, 'closures')).toEqual([]);
  });
});

it('A zone without known calendar is proposed public holidays only, and told so', async () => {
  await campusOf('Corse');
  const { body } = await api.send('POST', path(), YEAR);
  expect(at(body, 'closures.*.label')).toEqual(
    expect.arrayContaining(['Armistice de 1918', 'Lundi de Pâques']),
  );
  expect(JSON.stringify(at(body, 'closures'))).not.toContain('Vacances');
  expect(textAt(body, 'proposal.notice')).toMatch(/^Jours fériés seulement/);
});

it('Once a year is open, the proposal is for the next one', async () => {
  await campusOf('A');
  await api.send('POST', path(), { ...YEAR, closures: [] });
  await api.database.sql.run(`UPDATE school_year SET state = 'open' WHERE establishment_id = $1 || '/A'`, [
    code,
  ]);
  expect(at(await yearOf(), 'proposal')).toMatchObject({ label: '2027-2028', startsOn: '2027-09-01' });
});
