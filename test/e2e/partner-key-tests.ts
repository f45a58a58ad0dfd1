// The partner keys of a running product: made and checked by the command, taken up without a restart, missed and found
// again by an import under way; and in no place but their folder.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DepositCredentials } from '@timetable/contracts';
import { exportBytes, type ExportPartner, mutate, type School } from '@timetable/generator';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { execFile } from 'node:child_process';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProductCampus } from '../support/product-campus.js';
import type { RunningProduct } from '../support/product.js';
import type { SharedProduct } from '../support/shared-product.js';
import { SECRETARY, smallDirectory, smallSchool } from '../support/small-school.js';
import { until } from '../support/until.js';

export const PARTNER_KEYS_PASSPHRASE = 'une phrase que nul ne lira';
const COMMAND = join(import.meta.dirname, '../../tools/partner-key/dist/commands/partner-key.js');
const school = smallSchool();

/** @param shared whose private keys have the passphrase {@link PARTNER_KEYS_PASSPHRASE} */
export function partnerKeyTests(shared: SharedProduct): void {
  let product: RunningProduct;
  let campus: ProductCampus;
  let account: DepositCredentials;
  let pushed = 0;

  beforeAll(async () => {
    ({ product } = shared);
    campus = await ProductCampus.declare(product, {
      code: 'chiffre',
      uai: school.uai,
      directory: smallDirectory(school),
    });
    const demonstration = await partnerOf('DEMO-ENT');
    await campus.importFirst(await encrypted(school, demonstration), 'EDT_2026.xml');
    account = await campus.createAccount(SECRETARY);
  });

  const keys = (...names: string[]): string => join(product.dataDirectory, 'partner-keys', ...names);
  const workerLog = (): Promise<string> =>
    readFile(join(product.dataDirectory, 'logs', 'worker.log'), 'utf8');
  const occurrences = (text: string, of: string): number => text.split(of).length - 1;

  /** What it prints, and whether it could do what was asked. */
  async function partnerKey(...args: string[]): Promise<{ printed: string; done: boolean }> {
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      DATA_DIR: product.dataDirectory,
      PARTNER_KEYS_PASSPHRASE,
    };
    return promisify(execFile)(process.execPath, [COMMAND, ...args], { env }).then(
      ({ stdout }) => ({ printed: stdout, done: true }),
      (error: unknown) => ({
        printed: typeof error === 'object' && error !== null ? Object.values(error).join('\n') : '',
        done: false,
      }),
    );
  }

  /** @param said the worker's log line that tells how it went */
  async function reloadKeys(said = 'partner keys read anew'): Promise<void> {
    const before = occurrences(await workerLog(), said);
    process.kill((await product.pid('worker')) ?? 0, 'SIGHUP');
    await until(async () => occurrences(await workerLog(), said) > before || undefined);
  }

  async function privateKeyOf(partner: string): Promise<KeyObject> {
    const [file = ''] = await readdir(keys(partner));
    return createPrivateKey({
      key: await readFile(keys(partner, file)),
      passphrase: PARTNER_KEYS_PASSPHRASE,
    });
  }

  const partnerOf = async (name: string): Promise<ExportPartner> => ({
    name,
    publicKey: createPublicKey(await privateKeyOf(name)),
  });

  const encrypted = (of: School, partner: ExportPartner): Promise<Buffer> =>
    exportBytes(of, { zip: false, partners: [partner] });

  async function deposit(partner: ExportPartner, of = mutate(school, 'change:2%', (pushed += 1))) {
    pushed += 1;
    return campus.deposit({
      fileName: `Edt_To_ENT_${pushed}.xml`,
      bytes: await encrypted(of, partner),
      account,
    });
  }

  describe('The partner keys of a running product', () => {
    let north: ExportPartner;

    it('open what is encrypted for the one made at the first start', async () => {
      expect((await deposit(await partnerOf('DEMO-ENT'))).status).toMatch(/^integrated/);
    });

    it('are made by the command, and taken up without a restart', async () => {
      const made = await partnerKey('create', '--name', 'ENT-NORD');
      expect(made.printed).toMatch(
        /BEGIN PUBLIC KEY.*BEGIN CERTIFICATE.*Empreinte SHA-256 : (?:[0-9A-F]{2}:){31}/s,
      );
      expect(made.printed).not.toContain('PRIVATE');
      north = await partnerOf('ENT-NORD');
      const refused = await deposit(north);
      expect(refused).toMatchObject({ status: 'rejected', messageCode: 'encrypted_export' });
      expect(refused.message).toMatch(/chiffré pour « ENT-NORD ».*choisissez le socle « DEMO-ENT »/);
      await reloadKeys();
      expect((await deposit(north)).status).toMatch(/^integrated/);
    });

    it('stay as they were when one of those read anew is unusable', async () => {
      await mkdir(keys('AUTRE'));
      await writeFile(keys('AUTRE', '2026.pem'), 'no key at all');
      await reloadKeys('partner keys could not be read anew');
      expect((await deposit(north)).status).toMatch(/^integrated/);
      await rm(keys('AUTRE'), { recursive: true });
    });

    it('are waited for by an import that one of them had opened', async () => {
      const held = await campus.upload(
        await encrypted(mutate(school, 'change:5%', 99), north),
        'EDT_main.xml',
      );
      expect(held.status).toBe('held');
      await rename(keys('ENT-NORD'), keys('.ENT-NORD'));
      await reloadKeys();
      const before = await product.api.sessions(campus.code, 'college', '2026-11-24', '2027-07-31');
      await campus.approve(held);
      await until(
        async () => (await workerLog()).includes('No partner key opens the export any more.') || undefined,
      );
      expect((await product.api.import(held.id)).status).toBe('running');
      expect(await product.api.sessions(campus.code, 'college', '2026-11-24', '2027-07-31')).toEqual(before);
      await rename(keys('.ENT-NORD'), keys('ENT-NORD'));
      await reloadKeys();
      expect((await campus.settled(held.id)).status).toMatch(/^integrated/);
    });

    it('are listed and tried by the command', async () => {
      const listed = await partnerKey('list');
      expect(listed.printed).toMatch(/« DEMO-ENT ».*« ENT-NORD »/s);
      const file = join(product.dataDirectory, 'export.xml');
      await writeFile(file, await encrypted(school, north));
      expect(await partnerKey('check', file)).toEqual({
        printed: expect.stringMatching(/^Ouvert par la clé .+\.pem de « ENT-NORD »\.\n$/),
        done: true,
      });
      await writeFile(file, await exportBytes(school, { zip: false }));
      const clear = await partnerKey('check', file);
      expect(clear).toMatchObject({
        done: false,
        printed: expect.stringContaining('n’est pas un export chiffré'),
      });
    });

    const { encryptedExport } = PUBLIC_FILES;
    describeWhere('before the publisher’s own sample', encryptedExport.obstacle, () => {
      it('say whom it is encrypted for', async () => {
        const { printed, done } = await partnerKey('check', encryptedExport.path);
        expect(done).toBe(false);
        expect(printed).toMatch(
          /chiffré pour « LaclasseCom ».*choisissez le socle « DEMO-ENT » et « ENT-NORD »/,
        );
      });
    });

    it('are nowhere but in their folder: not in a log, the database, Temporal or a file', async () => {
      const secrets: Buffer[] = [Buffer.from(PARTNER_KEYS_PASSPHRASE)];
      for (const name of ['DEMO-ENT', 'ENT-NORD']) secrets.push(...piecesOf(await privateKeyOf(name)));
      const found: string[] = [];
      for (const entry of await readdir(product.dataDirectory, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isFile() || path.startsWith(keys())) continue;
        const content = await readFile(path).catch(() => Buffer.alloc(0));
        if (secrets.some((secret) => content.includes(secret))) found.push(path);
      }
      expect(found).toEqual([]);
    });
  });
}

/** Of a private key, in the forms in which it could have been written down. */
function piecesOf(key: KeyObject): Buffer[] {
  const { d = '', p = '' } = key.export({ format: 'jwk' });
  const numbers = [d, p].map((number) => Buffer.from(number, 'base64url').subarray(0, 48));
  const pem = String(key.export({ type: 'pkcs8', format: 'pem' })).split('\n')[3] ?? '';
  return [...numbers, ...numbers.map((bytes) => Buffer.from(bytes.toString('hex'))), Buffer.from(pem)];
}
