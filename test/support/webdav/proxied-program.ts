import { expect } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCK_BODY } from './dav-client.js';
import { FRONT_HOST, type TlsFront } from './tls-front.js';

/**
 * What a program that knows WebDAV does from outside: it locks a temporary name, writes it, unlocks it, and moves it to
 * its own name in an establishment, by the address that it knows. One deposit comes of it.
 *
 * @param lockArgs more of curl's own, for the LOCK
 */
export async function expectLockedWriteAndMove(front: TlsFront, ...lockArgs: string[]): Promise<void> {
  const before = await front.world.depositCount();
  const small = join(front.directory, 'files', 'envoi.tmp');
  await writeFile(small, 'petit');
  const target = '/webdav/jaures/envoi.tmp';
  const locked = await front.curl(target, '-X', 'LOCK', '-d', LOCK_BODY, '-D', '-', ...lockArgs);
  expect(locked.status).toBe('201');
  const token = /^Lock-Token: (<[^>]+>)/im.exec(locked.body)?.[1] ?? '';
  expect((await front.curl(target, '-T', small)).status).toBe('423');
  expect((await front.curl(target, '-T', small, '-H', `If: (${token})`)).status).toBe('204');
  expect((await front.curl(target, '-X', 'UNLOCK', '-H', `Lock-Token: ${token}`)).status).toBe('204');
  const destination = `Destination: https://${FRONT_HOST}:${front.port}/webdav/jaures/lycee/EDT_PROXY.zip`;
  expect((await front.curl(target, '-X', 'MOVE', '-H', destination)).status).toBe('201');
  const listing = await front.curl('/webdav/jaures/lycee', '-X', 'PROPFIND', '-H', 'Depth: 1');
  expect(listing.status).toBe('207');
  expect(listing.body).toContain('<D:href>/webdav/jaures/lycee/EDT_PROXY.zip</D:href>');
  expect(await front.world.depositCount()).toBe(before + 1);
}
