// What a file names and the ENT does not know has one name, as the file writes it, wherever it is shown or asked for.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { matchKeyOf, type ReferredKind } from '@timetable/domain';
import { CourseChangeReader, SessionReader } from '@timetable/persistence';
import { ImportScenario } from '../support/import-scenario.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const UNMATCHED = [
  ['teacher', '?name:lopez ana', 'LÓPEZ Ana'],
  ['class', '?3 alpha', '3 Alpha'],
  ['group', '?3 alpha lv2', '3 Alpha LV2'],
] as const satisfies readonly (readonly [ReferredKind, string, string])[];

let test: TestDatabase;
let importId: string;
beforeAll(async () => {
  test = await createTestDatabase();
  const scenario = await ImportScenario.create(test.database, 'noms', ['A']);
  ({ importId } = await scenario.begin());
  for (const [kind, reference, label] of UNMATCHED)
    await test.database.sql.run(
      `INSERT INTO match (campus_code, kind, key, label, candidates, by, last_seen_import_id)
       VALUES ('noms', $1, $2, $3, '{}', 'none', $4)`,
      [kind, matchKeyOf(kind, reference), label, importId],
    );
});
afterAll(() => test.drop());

describe('What the ENT does not know', () => {
  it('is called as the file writes it in what changes of a course', async () => {
    const place = {
      ...{ weekday: 1, startMinute: 480, endMinute: 540, rooms: [] },
      ...{ audience: ['c:?3 alpha', 'g:?3 alpha lv2'], teachers: ['?name:lopez ana'] },
    };
    const items = [{ type: 'created', sessions: 3, subjectKey: 'MATHS', before: null, after: place }];
    await test.database.sql.run('UPDATE import SET course_changes = $2 WHERE id = $1', [
      importId,
      JSON.stringify({ total: 1, items }),
    ]);
    const changes = await new CourseChangeReader(test.database).list(importId);
    expect(changes.items[0]?.after).toMatchObject({
      audience: ['3 Alpha', '3 Alpha LV2'],
      teachers: ['LÓPEZ Ana'],
    });
  });

  it.each(UNMATCHED)('can be asked for by the name shown: %s', async (kind, reference, label) => {
    const days = { from: '2026-09-01', to: '2027-07-05' };
    const found = await new SessionReader(test.database).references('noms', days, {
      [kind]: label.toLowerCase(),
    });
    const references = { teacher: found.teachers, class: found.classes, group: found.groups }[kind];
    expect(references).toContain(reference);
  });
});
