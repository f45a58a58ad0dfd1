import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPartnerKey } from './create-partner-key.js';
import { PartnerKeyFolder } from './partner-key-folder.js';
import { PartnerKeyUnusable } from './partner-key-unusable.js';

const [EARLIER, LATER] = [new Date('2026-08-20T10:00:00Z'), new Date('2026-11-20T10:00:00Z')];

describe('Partner keys in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'partner-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are none where there is no folder', async () => {
    const keys = await PartnerKeyFolder.open(join(folder, 'absent'));
    expect([keys.partners, keys.keysOf('ENT')]).toEqual([[], []]);
  });

  it('are those of each name, the newest first, however the name is written', async () => {
    await createPartnerKey(folder, 'ENT-Nord', EARLIER);
    await createPartnerKey(folder, 'ENT-Nord', LATER);
    await createPartnerKey(folder, 'Île', EARLIER);
    const keys = await PartnerKeyFolder.open(folder);
    expect(keys.partners).toEqual(['ENT-Nord', 'Île']);
    expect(keys.keysOf('ent-nord').map(({ label }) => label)).toEqual([
      '2026-11-20T100000.pem',
      '2026-08-20T100000.pem',
    ]);
    expect(keys.keysOf('I\u0302LE')).toHaveLength(1);
    expect(keys.keysOf('AUTRE')).toEqual([]);
  });

  it('are their owner’s alone, and encrypted with the passphrase when there is one', async () => {
    const { path } = await createPartnerKey(folder, 'ENT', EARLIER, 'une phrase');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect((await PartnerKeyFolder.open(folder, 'une phrase')).keysOf('ENT')).toHaveLength(1);
    await expect(PartnerKeyFolder.open(folder, 'une autre')).rejects.toThrow(PartnerKeyUnusable);
    await expect(PartnerKeyFolder.open(folder)).rejects.toThrow(/PARTNER_KEYS_PASSPHRASE/);
  });

  it('stay as they were when one of those read anew is unusable, which is named without its content', async () => {
    const { path } = await createPartnerKey(folder, 'ENT', EARLIER);
    const keys = await PartnerKeyFolder.open(folder);
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    for (const content of ['SECRET', String(short.export({ type: 'pkcs8', format: 'pem' }))]) {
      await writeFile(join(folder, 'ENT', '2027.pem'), content);
      const refusal = await keys.reload().then(String, String);
      expect(refusal).toContain('2027.pem');
      expect(refusal).not.toContain('SECRET');
      expect(keys.keysOf('ENT')).toHaveLength(1);
    }
    await rm(join(folder, 'ENT', '2027.pem'));
    await rm(path);
    await mkdir(join(folder, '..data'));
    await keys.reload();
    expect(keys.partners).toEqual([]);
  });

  it('are never made over another, nor outside the folder', async () => {
    await createPartnerKey(folder, 'ENT', EARLIER);
    await expect(createPartnerKey(folder, 'ENT', EARLIER)).rejects.toThrow(/EEXIST/);
    for (const name of ['..', '../x', '', ' ENT', 'a/b', 'x'.repeat(65)])
      await expect(createPartnerKey(folder, name, LATER)).rejects.toThrow(PartnerKeyUnusable);
  });
});
