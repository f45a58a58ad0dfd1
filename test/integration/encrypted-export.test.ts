import { describe, expect, it } from '@jest/globals';
import {
  encryptedContainer,
  type ContainerVariant,
  type ExportLabel,
  type ExportPartner,
} from '@timetable/generator';
import { memorySource, readTimetable, type ReadResult } from '@timetable/formats';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { keyPair, keyRing } from '../support/key-ring.js';

const fixtures = join(import.meta.dirname, '../fixtures/edt');
const clear = readFileSync(join(fixtures, 'ok/minimal.xml'));
const uai = /UAI="(\w+)"/.exec(clear.toString())?.[1] ?? '';
const LABEL: ExportLabel = {
  software: 'EDT Réseau 2026 - 0.4.1',
  uai,
  establishment: 'COLLÈGE « L’AVENIR » & FILS',
  town: '99000 FICTIVILLE',
  writtenAt: '2026-11-20T17:30:05.123+01:00',
};

const [current, former, foreign] = [keyPair(), keyPair(), keyPair()];
const ours: ExportPartner = { name: 'ENT-NORD', publicKey: current.publicKey };

const KEYS = keyRing({ 'ENT-NORD': [current.privateKey, former.privateKey] });

const container = (
  partners: readonly ExportPartner[] = [ours],
  { content = clear, label = LABEL, ...variant }: ContainerVariant & Partial<Parts> = {},
): Promise<Buffer> =>
  buffer(Readable.from(encryptedContainer(Readable.from([content]), label, partners, variant)));

interface Parts {
  readonly content: Uint8Array;
  readonly label: ExportLabel;
}

const read = (bytes: Uint8Array, keys = KEYS, maxXmlBytes = 10_000_000): Promise<ReadResult> =>
  readTimetable(memorySource(bytes), { maxXmlBytes }, { partnerKeys: keys });

const replaced = (bytes: Uint8Array, from: RegExp, to: string): Buffer =>
  Buffer.from(Buffer.from(bytes).toString().replace(from, to));

describe('An encrypted export', () => {
  it.each<[string, ContainerVariant]>([
    ['as programs write it', {}],
    ['with the checksum of the clear content', { checksumOf: 'clear' }],
    ['not compressed', { compressed: false }],
    ['with a byte order mark', { byteOrderMark: true }],
    ['with a byte order mark and not compressed', { byteOrderMark: true, compressed: false }],
    ['in single lines', { folded: false }],
  ])('%s is the timetable inside, and the program and the date outside', async (_what, variant) => {
    const inside = await read(clear);
    if (inside.kind !== 'timetable') throw new Error('the fixture is a timetable');
    const opened = await read(await container([ours], variant));
    expect(opened).toEqual({
      ...inside,
      timetable: { ...inside.timetable, software: LABEL.software },
      exportedAt: new Date(LABEL.writtenAt),
      exportedBy: `${LABEL.establishment}, ${LABEL.town}`,
    });
  });

  it('is opened by whichever key of ours, whoever else it is for, and never twice the same', async () => {
    const forFormer = await container([
      { name: 'AUTRE-ENT', publicKey: foreign.publicKey },
      { name: 'ENT-NORD', publicKey: former.publicKey },
    ]);
    expect(await read(forFormer)).toMatchObject({ kind: 'timetable' });
    const [one, two] = [await container(), await container()];
    expect(one.equals(two)).toBe(false);
    expect(await read(one)).toEqual(await read(two));
  });

  it('gives its establishment to a timetable that names none', async () => {
    const unnamed = replaced(clear, / UAI="\w+"/, '');
    const opened = await read(await container([ours], { content: unnamed }));
    expect(opened).toMatchObject({ kind: 'timetable', timetable: { uais: [uai] } });
  });
});

describe('An encrypted export that is refused', () => {
  const refusal = async (bytes: Uint8Array, keys = KEYS, maxXmlBytes?: number) => {
    const result = await read(bytes, keys, maxXmlBytes);
    if (result.kind === 'timetable') throw new Error('It was read.');
    return result;
  };

  it('names whom it is for, and the name to choose instead', async () => {
    const forOthers = await container([{ name: 'AUTRE-ENT', publicKey: foreign.publicKey }]);
    const refused = await refusal(forOthers);
    expect(refused).toMatchObject({
      code: 'encrypted_export',
      value: '« AUTRE-ENT »',
      software: LABEL.software,
      uai,
    });
    expect(refused.message).toContain('choisissez le socle « ENT-NORD »');
    expect((await refusal(forOthers, keyRing({}))).message).toContain('en clair, sans chiffrement');
  });

  it('tells a key that does not open it from a key that is not ours', async () => {
    const forForeignKey = await container([{ name: 'ENT-NORD', publicKey: foreign.publicKey }]);
    expect(await refusal(forForeignKey)).toMatchObject({
      code: 'encrypted_key_unusable',
      value: '« ENT-NORD »',
    });
    const block = /(NOM="ENT-NORD">)[^<]{20}/;
    expect((await refusal(replaced(await container(), block, `$1${'A'.repeat(20)}`))).code).toBe(
      'encrypted_key_unusable',
    );
  });

  it.each([
    ['its content', /<CONTENU>[^<]*<\/CONTENU>/],
    ['its keys', /<CLES>.*<\/CLES>/s],
    ['its checksum', /<VERIFICATION>.*<\/VERIFICATION>/],
  ])('says when it lacks %s', async (_what, part) => {
    expect((await refusal(replaced(await container(), part, ''))).code).toBe('encrypted_incomplete');
  });

  it.each([
    ['cut short', /(<CONTENU>[^<]{400})[^<]*/, '$1'],
    ['altered at its start', /<CONTENU>[^<]{8}/, '<CONTENU>AAAAAAAA'],
    ['altered in its middle', /(<CONTENU>[^<]{400})[^<]{4}/, '$1AAAA'],
    ['with letters that base64 has not', /<CONTENU>[^<]{4}/, '<CONTENU>é!é!'],
    ['empty', /<CONTENU>[^<]*/, '<CONTENU>'],
    ['followed by more', /<\/CONTENU>/, 'AAAA</CONTENU>'],
    ['of another checksum', /<VERIFICATION>[^<]{4}/, '<VERIFICATION>AAAA'],
  ])('says that its content is damaged when it is %s', async (_how, from, to) => {
    const bytes = await container([ours], { content: longer(clear) });
    expect((await refusal(replaced(bytes, from, to))).code).toBe('encrypted_content_damaged');
  });

  it('says of what was encrypted that it cannot be inflated, or is no timetable', async () => {
    const notDeflated = await container([ours], { compressed: false, content: randomBytes(5_000) });
    expect((await refusal(notDeflated)).code).toBe('encrypted_content_not_inflatable');
    const page = await container([ours], { content: Buffer.from('<html><body/></html>') });
    expect((await refusal(page)).code).toBe('encrypted_content_not_edt');
    const text = await container([ours], { content: Buffer.from('bonjour') });
    expect((await refusal(text)).code).toBe('encrypted_content_not_edt');
    const cut = await container([ours], { content: clear.subarray(0, -30) });
    expect((await refusal(cut)).code).toBe('truncated');
  });

  it('is held to the limits once inflated', async () => {
    const large = await container([ours], { content: longer(clear, 300_000) });
    expect((await refusal(large, KEYS, 100_000)).code).toBe('too_large');
    const bomb = await container([ours], { content: longer(clear, 4_000_000, () => ' ') });
    expect((await refusal(bomb)).code).toBe('encrypted_content_bomb');
  });

  it('is not believed about its establishment', async () => {
    const refused = await refusal(await container([ours], { label: { ...LABEL, uai: '9999999Z' } }));
    expect(refused).toMatchObject({
      code: 'encrypted_other_establishment',
      value: '9999999Z',
      expected: uai,
    });
  });

  it('says where it is no XML, and never holds its content', async () => {
    const bytes = await container();
    expect((await refusal(bytes.subarray(0, -40))).code).toBe('truncated');
    expect((await refusal(replaced(bytes, /<LOGICIEL>/, '<LOGICIEL><!--'.padEnd(300_000, '>')))).code).toBe(
      'too_complex',
    );
  });

  it('is a result whatever bytes are altered, never a failure', async () => {
    const bytes = await container([ours], { content: longer(clear) });
    const intact = await read(bytes);
    const numbers = randomNumbers(1409);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 2_000; round += 1) {
      const altered = Buffer.from(bytes);
      const [at, value, kind] = [numbers.next().value, numbers.next().value, numbers.next().value];
      altered.writeUInt8(value % 256, at % altered.length);
      const mutant = kind % 5 === 0 ? altered.subarray(0, at % altered.length) : altered;
      const result = await read(mutant);
      const outcome = result.kind === 'timetable' ? 'timetable' : result.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      // Whatever is read is what was encrypted.
      if (result.kind === 'timetable')
        expect(result.sha256).toBe(intact.kind === 'timetable' && intact.sha256);
    }
    expect(outcomes.get('encrypted_content_damaged')).toBeGreaterThan(100);
  }, 60_000);
});

/** The same export with a comment that does not compress. */
function longer(xml: Buffer, bytes = 3_000, fill = (): string => randomBytes(600).toString('hex')): Buffer {
  let comments = '';
  while (comments.length < bytes) comments += `<!--${fill().repeat(fill().length === 1 ? 1_000 : 1)}-->`;
  return Buffer.from(xml.toString().replace(/(<ExportEmploiDuTemps[^>]*>)/, `$1${comments}`));
}

/** The same every time. */
function* randomNumbers(seed: number): Generator<number, never, undefined> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}
