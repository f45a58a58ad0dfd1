// Memberships as imports publish them: dated by the file, past dates included.
import { describe, expect, it } from '@jest/globals';
import type { Change, StatedMembership } from '@timetable/domain';
import { CurrentStateRepository } from '@timetable/persistence';
import { YEAR, type ImportContent } from '../support/import-scenario.js';
import { ownScenario } from '../support/own-campus.js';
import { rowsOf } from '../support/rows.js';

const own = ownScenario('dated');

const all = (sql: string) => rowsOf(own.database.sql, sql, [own.scenario.campusCode]);
const current = (on: string) =>
  new CurrentStateRepository(own.database).loadCurrentState(
    own.scenario.target(),
    { ...YEAR, state: 'awaiting_first_import' },
    on,
  );
const member = (groupKey: string, personId: string, period: Partial<StatedMembership> = {}) => ({
  ...{ groupKey, personId, role: 'pupil' as const, startsOn: YEAR.startsOn, endsOn: '2027-07-03' },
  ...period,
});
const undated = (personId: string) => member('G1', personId, { hasNoStart: true });

const FIRST = (): ImportContent => {
  const after = {
    key: 'G1',
    name: 'G1',
    establishmentIds: [`${own.scenario.campusCode}/A`],
    classIds: ['6A'],
  };
  const group: Change = { kind: 'group', type: 'created', key: 'G1', label: 'G1', after };
  return {
    firstOfYear: true,
    changes: [group],
    memberships: [member('G1', 'P1'), member('G1', 'P2')],
  };
};

describe('the publication', () => {
  it('dates memberships: who leaves keeps a past, who stays is not touched, who comes starts that day', async () => {
    await own.scenario.integrate(FIRST());
    const memberships = () =>
      all(`SELECT person_id AS who, starts_on AS from, ends_on AS to FROM group_membership
            WHERE group_id IN (SELECT id FROM "group" WHERE campus_code = $1) ORDER BY 1, 2`);
    own.scenario.now = new Date('2026-10-12T10:00:00Z');
    const content = {
      memberships: [
        member('G1', 'P2', { hasNoStart: true }),
        undated('P3'),
        member('G1', 'P4', { startsOn: '2027-01-04' }),
      ],
    };
    const { published } = await own.scenario.integrate(content);
    expect(published).toMatchObject({ membershipsAdded: 2, membershipsEnded: 1, membershipsUnchanged: 1 });
    expect(await memberships()).toEqual([
      { who: 'P1', from: '2026-09-01', to: '2026-10-11' },
      { who: 'P2', from: '2026-09-01', to: '2027-07-03' },
      { who: 'P3', from: '2026-10-12', to: '2027-07-03' },
      { who: 'P4', from: '2027-01-04', to: '2027-07-03' },
    ]);
    const kept = await all(
      `SELECT type, key, label, before ->> 'endsOn' AS until FROM import_change
        WHERE kind = 'membership' AND type <> 'created'
          AND import_id IN (SELECT id FROM import WHERE campus_code = $1)`,
    );
    expect(kept).toEqual([{ type: 'deleted', key: 'G1/pupil/P1', label: 'G1', until: '2027-07-03' }]);
    expect((await current('2026-10-12')).groups[0]?.pupilIds).toEqual(['P2', 'P3', 'P4']);
    own.scenario.now = new Date('2026-11-12T10:00:00Z');
    const again = await own.scenario.integrate(content);
    expect(again.published).toMatchObject({
      membershipsUnchanged: 3,
      membershipsAdded: 0,
      membershipsEnded: 0,
    });
    const back = await own.scenario.integrate({ memberships: [undated('P1'), member('G1', 'P2')] });
    expect(back.published).toMatchObject({
      membershipsAdded: 1,
      membershipsEnded: 2,
      membershipsUnchanged: 1,
    });
    expect(await memberships()).toEqual([
      { who: 'P1', from: '2026-09-01', to: '2026-10-11' },
      { who: 'P1', from: '2026-11-12', to: '2027-07-03' },
      { who: 'P2', from: '2026-09-01', to: '2027-07-03' },
      { who: 'P3', from: '2026-10-12', to: '2026-11-11' },
    ]);
  });

  it('dates memberships as the file does, past dates included', async () => {
    const periods = () =>
      all(`SELECT person_id AS who, starts_on AS from, ends_on AS to FROM group_membership
            WHERE group_id IN (SELECT id FROM "group" WHERE campus_code = $1) ORDER BY 1, 2`);
    const autumn = { startsOn: '2026-09-02', endsOn: '2026-10-11' };
    own.scenario.now = new Date('2026-11-26T10:00:00Z');
    await own.scenario.integrate({
      ...FIRST(),
      memberships: [
        member('G1', 'P1', autumn),
        member('G1', 'P1', { startsOn: '2026-11-09' }),
        ...[member('G1', 'P2'), member('G1', 'P3'), member('G1', 'P4', autumn), undated('T')],
      ],
    });
    expect(await periods()).toEqual([
      { who: 'P1', from: '2026-09-02', to: '2026-10-11' },
      { who: 'P1', from: '2026-11-09', to: '2027-07-03' },
      { who: 'P2', from: '2026-09-01', to: '2027-07-03' },
      { who: 'P3', from: '2026-09-01', to: '2027-07-03' },
      { who: 'P4', from: '2026-09-02', to: '2026-10-11' },
      { who: 'T', from: '2026-09-01', to: '2027-07-03' },
    ]);
    own.scenario.now = new Date('2027-02-10T10:00:00Z');
    const content = {
      memberships: [
        // Left three weeks ago; came in January; the past of P1 and P4 is said no more; P3 vanishes.
        ...[member('G1', 'P2', { endsOn: '2027-01-15' }), member('G1', 'P5', { startsOn: '2027-01-04' })],
        ...[member('G1', 'P1', { startsOn: '2026-11-09' }), undated('T')],
      ],
    };
    const { published } = await own.scenario.integrate(content);
    expect(published).toMatchObject({ membershipsAdded: 1, membershipsModified: 1, membershipsEnded: 1 });
    const settled = await periods();
    expect(settled).toEqual([
      { who: 'P1', from: '2026-09-02', to: '2026-10-11' },
      { who: 'P1', from: '2026-11-09', to: '2027-07-03' },
      { who: 'P2', from: '2026-09-01', to: '2027-01-15' },
      { who: 'P3', from: '2026-09-01', to: '2027-02-09' },
      { who: 'P4', from: '2026-09-02', to: '2026-10-11' },
      { who: 'P5', from: '2027-01-04', to: '2027-07-03' },
      { who: 'T', from: '2026-09-01', to: '2027-07-03' },
    ]);
    own.scenario.now = new Date('2027-03-10T10:00:00Z');
    const again = await own.scenario.integrate(content);
    expect(again.published).toMatchObject({
      ...{ membershipsAdded: 0, membershipsModified: 0, membershipsEnded: 0, membershipsUnchanged: 4 },
    });
    expect(await periods()).toEqual(settled);
  });
});
