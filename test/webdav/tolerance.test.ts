import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DepositWorld, sha256Of } from '../support/webdav/deposit-world.js';

let world: DepositWorld;

beforeAll(async () => {
  world = await DepositWorld.create();
}, 60_000);

afterAll(async () => {
  await world.destroy();
});

describe('what the door accepts', () => {
  it('stores a file put into the campus collection and records it as one deposit', async () => {
    const answer = await world.client().put('/webdav/jaures/EDT_2026.zip', 'the timetable');
    expect(answer.body.toString()).toBe('');
    expect(answer).toMatchObject({ status: 201, headers: { 'content-length': '0' } });
    expect(await world.deposits()).toMatchObject([
      {
        fileName: 'EDT_2026.zip',
        establishment: null,
        sizeBytes: 13,
        sha256: sha256Of('the timetable'),
        storedSha256: sha256Of('the timetable'),
      },
    ]);
  });
});
