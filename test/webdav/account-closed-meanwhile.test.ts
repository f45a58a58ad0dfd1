// An account that goes while an upload of its own is under way: what is in force at once is in force for it too.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DepositWorld, LOGIN, PASSWORD } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';
import { RawConnection, type RawAnswer } from '../support/webdav/raw-http.js';

let world: DepositWorld;

beforeAll(async () => {
  world = await DepositWorld.create();
});

afterAll(async () => {
  await world.destroy();
});

const BODY = 'x'.repeat(10_000);

/** PUT whose second half comes after the change. */
async function putAcross(change: string): Promise<RawAnswer | undefined> {
  const connection = await RawConnection.open(world.door.port);
  try {
    connection.send(
      [
        'PUT /webdav/jaures/EDT.zip HTTP/1.1',
        'Host: localhost',
        `Authorization: Basic ${Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64')}`,
        `Content-Length: ${BODY.length}`,
      ],
      BODY.slice(0, 5_000),
    );
    // The door has let it in once it writes.
    expect(await eventually(async () => (await world.spooledFiles()).length === 1)).toBe(true);
    await world.database.sql.run(change);
    connection.write(BODY.slice(5_000));
    return await connection.answer();
  } finally {
    connection.close();
  }
}

describe('an upload during which its account', () => {
  it.each([
    ['is deleted', 'UPDATE deposit_account SET deleted_at = now()', 'deleted_at = NULL', 401, 'incorrect'],
    ['gets another password', 'UPDATE deposit_account SET version = version + 1', '', 401, 'incorrect'],
    ['is suspended', 'UPDATE ent_user SET absent_since = now()', '', 403, 'suspendu'],
  ])('%s is refused, and leaves neither deposit nor file', async (_what, change, undo, status, word) => {
    const answer = await putAcross(change);
    expect(answer?.status).toBe(status);
    expect(answer?.body.toString()).toContain(word);
    expect(await world.depositCount()).toBe(0);
    expect(await eventually(async () => (await world.spooledFiles()).length === 0)).toBe(true);
    expect(await world.storedFiles()).toEqual([]);
    if (undo !== '') await world.database.sql.run(`UPDATE deposit_account SET ${undo}`);
  });
});
