// A volume that fills up under the door, for real: a small file system in memory, mounted where files are stored.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describeWhere } from '../support/describe-where.js';
import { mayMount } from '../support/may-mount.js';
import { DepositWorld, sha256Of } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';

const run = promisify(execFile);
const UPLOADS = 200;
const CLIENTS = 8;
const bytesOf = (i: number): Buffer => Buffer.alloc(100_000 + i, `upload ${i} `);
const nameOf = (i: number): string => `EDT_${i}.zip`;

describeWhere(
  'a disk that fills up',
  mayMount() ? undefined : 'this process may not mount a small one',
  () => {
    let world: DepositWorld;

    beforeAll(async () => {
      world = await DepositWorld.create();
      await world.door.stop();
      await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', world.storageDirectory]);
      await world.reopen();
    }, 60_000);

    afterAll(async () => {
      await world.door.stop();
      await run('umount', [world.storageDirectory]);
      await world.destroy();
    });

    it('during 200 uploads loses none it accepted, keeps none it refused, and says why', async () => {
      const answers = new Map<number, { status: number; body: string }>();
      let next = 0;
      const client = async (): Promise<void> => {
        while (next < UPLOADS) {
          const i = next;
          next += 1;
          const { status, body } = await world.client().put(`/webdav/jaures/${nameOf(i)}`, bytesOf(i));
          answers.set(i, { status, body: body.toString() });
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));

      const accepted = [...answers].filter(([, { status }]) => status === 201).map(([i]) => i);
      const refused = [...answers.values()].filter(({ status }) => status !== 201);
      expect(accepted.length).toBeGreaterThan(50);
      expect(refused.length).toBeGreaterThan(50);
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([507]));
      expect(refused[0]?.body).toContain('Le serveur n’a plus de place, rien n’a été déposé');
      const deposits = (await world.deposits()).map(({ fileName, storedSha256 }) => [fileName, storedSha256]);
      expect(new Map(deposits.map(([name, sha256]) => [name, sha256]))).toEqual(
        new Map(accepted.map((i) => [nameOf(i), sha256Of(bytesOf(i))])),
      );
      expect(await eventually(async () => (await world.spooledFiles()).length === 0)).toBe(true);
      expect(await eventually(async () => (await world.storedFiles()).length === accepted.length)).toBe(true);
    }, 60_000);

    it('takes files again once there is room', async () => {
      for (const file of (await world.storedFiles()).slice(0, 10)) await rm(file);
      expect((await world.client().put('/webdav/jaures/EDT_ENFIN.zip', bytesOf(0))).status).toBe(201);
    });
  },
);
