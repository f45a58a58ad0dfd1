// Exports read in a process of their own, whose heap could not hold the file several times.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  encryptedContainer,
  makeSchool,
  ORDINARY_SCHOOL,
  writeExport,
  type School,
} from '@timetable/generator';
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { z } from 'zod';

const CONTENT_BYTES = 100 * 1024 * 1024;
const HEAP_MB = 64;
/** Of all memory: a process that has only started takes some 60. */
const MOST_MB = 200;

const READER = join(import.meta.dirname, '../support/read-export.mjs');
const MINIMAL = readFileSync(join(import.meta.dirname, '../fixtures/edt/ok/minimal.xml'), 'utf8');
const measured = z.object({
  kind: z.string(),
  code: z.string().optional(),
  sha256: z.string().optional(),
  peakMb: z.number(),
});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'encrypted-memory-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function read(...args: readonly string[]): Promise<z.output<typeof measured>> {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const command = [`--max-old-space-size=${HEAP_MB}`, READER, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  return measured.parse(JSON.parse(stdout));
}

it('an encrypted export of 100 MB is read as a stream, in little memory', async () => {
  const [clear, encrypted, key] = ['clear.xml', 'encrypted.xml', 'key.pem'].map((name) =>
    join(directory, name),
  );
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(key ?? '', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await pipeline(largeExport(), createWriteStream(clear ?? ''));
  const label = { software: 'EDT', uai: /UAI="(\w+)"/.exec(MINIMAL)?.[1] ?? '', establishment: '', town: '' };
  const container = encryptedContainer(
    createReadStream(clear ?? ''),
    { ...label, writtenAt: '2026-11-20T17:30:05.123+01:00' },
    [{ name: 'ENT', publicKey }],
  );
  await pipeline(container, createWriteStream(encrypted ?? ''));

  const decrypted = await read(encrypted ?? '', key ?? '');
  expect(decrypted).toMatchObject({ kind: 'timetable' });
  expect(decrypted.peakMb).toBeLessThan(MOST_MB);
}, 300_000);

const ORDINARY = {
  ...ORDINARY_SCHOOL,
  seed: 1,
  uai: '9990001X',
  schoolYear: '2026-2027',
  zone: 'B',
} as const;
const ordinary = makeSchool(ORDINARY);
const small = makeSchool({ ...ORDINARY, pupils: 225, classes: 8, groups: 22, teachers: 16, courses: 350 });
/** Twenty of them in one: 9,000 pupils. */
const city = makeSchool({
  ...ORDINARY,
  pupils: 9_000,
  classes: 320,
  groups: 900,
  teachers: 600,
  courses: 14_000,
});

it.each<[string, School, 'edt2' | 'sts' | 'udt', number]>([
  ['of EDT 2, of a city', city, 'edt2', 220],
  ['for STSWEB', ordinary, 'sts', 180],
  ['of UnDeuxTEMPS, all weeks published', small, 'udt', 260],
])('an export %s is read in little memory', async (_what, school, format, mostMb) => {
  const file = join(directory, `${format}.zip`);
  await writeExport(school, file, { format, zip: true });
  const { kind, peakMb } = await read(file);
  expect(kind).toBe('timetable');
  expect(peakMb).toBeLessThan(mostMb);
});

/** A small school with much that says nothing, and that shrinks as a timetable does. */
function* largeExport(): Generator<Buffer> {
  const [start = '', end = ''] = MINIMAL.split(/(?<=<ExportEmploiDuTemps[^>]*>)/);
  yield Buffer.from(start);
  const said = 'salle B12, mardi, cinquième A. '.repeat(60);
  const remark = () => `<Remarque Texte="${randomBytes(20).toString('hex')} ${said}"/>`;
  for (let bytes = 0; bytes < CONTENT_BYTES;) {
    const chunk = Buffer.from(Array.from({ length: 16 }, remark).join(''));
    bytes += chunk.length;
    yield chunk;
  }
  yield Buffer.from(end);
}
