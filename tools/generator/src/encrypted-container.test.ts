import { describe, expect, it } from '@jest/globals';
import { describeWhere, lackingPrograms, PUBLIC_FILES } from '@timetable/test-conditions';
import { execFile } from 'node:child_process';
import { createDecipheriv, createHash, generateKeyPairSync, privateDecrypt, constants } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { encryptedContainer, type ContainerVariant } from './encrypted-container.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const CLEAR = `<ExportEmploiDuTemps>${'<Cours/>'.repeat(5_000)}</ExportEmploiDuTemps>`;
const LABEL = {
  software: 'EDT <2026> & "Cie"',
  uai: '9990001X',
  establishment: 'COLLÈGE L’AVENIR & FILS',
  town: '99000 FICTIVILLE',
  writtenAt: '2026-11-20T17:30:05.123+01:00',
};

const written = (variant: ContainerVariant): Promise<string> =>
  text(
    Readable.from(
      encryptedContainer(
        Readable.from([Buffer.from(CLEAR)]),
        LABEL,
        [{ name: 'ENT & "NORD"', publicKey }],
        variant,
      ),
    ),
  );

const VARIANTS: readonly (readonly [string, ContainerVariant])[] = [
  ['as programs write it', {}],
  ['with the checksum of the clear content', { checksumOf: 'clear' }],
  ['not compressed', { compressed: false }],
  ['with a byte order mark', { byteOrderMark: true }],
  ['in single lines', { folded: false }],
];

/** Content of the elements of one name, in order. */
const contents = (xml: string, name: string): string[] =>
  Array.from(
    xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g')),
    ([, content = '']) => content,
  );

const bytesOf = (base64: string | undefined): Buffer => Buffer.from(base64 ?? '', 'base64');

describe.each(VARIANTS)('A container %s', (_how, variant) => {
  it('has the elements that the publisher’s schema asks for, in its order and of its types', async () => {
    const xml = await written(variant);
    const opened = Array.from(xml.matchAll(/<([A-Z_]+)[ >]/g), ([, name]) => name);
    expect(opened).toEqual([
      ...['EXPORT_INDEX_EDUCATION', 'VERSION', 'LOGICIEL', 'CLES', 'PARTENAIRE', 'PARTENAIRE'],
      ...['CONTENU', 'VERIFICATION', 'DATEHEURE', 'UAI', 'NOMETABLISSEMENT', 'CODEPOSTALVILLE'],
    ]);
    expect(xml.match(/ NOM="[^"<&]*(?:&(?:amp|quot);[^"<&]*)*"/g)).toHaveLength(2);
    expect(xml).toContain('xmlns="http://www.index-education.com/conteneurexportchiffre"');
    for (const base64 of ['PARTENAIRE', 'CONTENU', 'VERIFICATION'].flatMap((name) => contents(xml, name))) {
      const letters = base64.replaceAll('\n', '');
      expect(letters).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      expect(letters.length % 4).toBe(0);
    }
    expect(contents(xml, 'PARTENAIRE').map((block) => bytesOf(block).length)).toEqual([256, 256]);
    expect(contents(xml, 'DATEHEURE')[0]).toMatch(/^\d{4}(-\d\d){2}T\d\d(:\d\d){2}\.\d{3}([+-]\d\d:\d\d|Z)$/);
  });

  it('opens with the private key, by the steps that the format describes', async () => {
    const xml = await written(variant);
    const [, ours] = contents(xml, 'PARTENAIRE');
    const block = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, bytesOf(ours));
    expect(block).toHaveLength(48);
    expect(createHash('md5').update(block.subarray(0, 32)).digest()).toEqual(block.subarray(32));
    const decipher = createDecipheriv('aes-128-cbc', block.subarray(0, 16), block.subarray(16, 32));
    const [content] = contents(xml, 'CONTENU');
    const packed = Buffer.concat([decipher.update(bytesOf(content)), decipher.final()]);
    const clear = variant.compressed === false ? packed : inflateSync(packed);
    expect(clear.toString()).toBe(`${variant.byteOrderMark === true ? '\ufeff' : ''}${CLEAR}`);
    const checked = variant.checksumOf === 'clear' ? clear : packed;
    expect(bytesOf(contents(xml, 'VERIFICATION')[0])).toEqual(createHash('sha256').update(checked).digest());
  });

  const { containerSchema: schema } = PUBLIC_FILES;
  describeWhere('by the publisher’s schema', schema.obstacle ?? lackingPrograms('xmllint'), () => {
    it('is valid', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'container-'));
      try {
        const file = join(directory, 'export.xml');
        await writeFile(file, await written(variant));
        const validated = promisify(execFile)('xmllint', ['--noout', '--schema', schema.path, file]);
        await expect(validated).resolves.toBeDefined();
      } finally {
        await rm(directory, { recursive: true });
      }
    });
  });
});
