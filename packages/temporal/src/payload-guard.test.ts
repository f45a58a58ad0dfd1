import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { PayloadGuard } from './payload-guard.js';

const encode = (value: unknown) => {
  const guard = new PayloadGuard();
  return Promise.resolve().then(() => guard.encode([defaultPayloadConverter.toPayload(value)]));
};

describe('PayloadGuard', () => {
  it('lets references, counts and sentences through unchanged', async () => {
    const payload = defaultPayloadConverter.toPayload({ importId: 'x', counts: { pupils: 428 } });
    expect(await new PayloadGuard().encode([payload])).toEqual([payload]);
    expect(await new PayloadGuard().decode([payload])).toEqual([payload]);
  });

  it('makes nothing of what cannot be read, rather than stop the workflow that it is for', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const payloads = [
      { metadata: { encoding: bytes('json/plain') }, data: bytes('{"cut') },
      { metadata: { encoding: bytes('no/encoding') }, data: bytes('x') },
      {},
    ];
    const told: unknown[] = [];
    const guard = new PayloadGuard((...of) => void told.push(of));
    const context = { type: 'workflow', namespace: 'default', workflowId: 'imports/CITE' } as const;
    const read = await guard.decode(payloads, context);
    expect(read.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const workflowId of ['imports/CITE', 'imports/LYCEE'])
      await guard.decode(payloads, { ...context, workflowId });
    // Once each, by its id alone.
    expect(told).toEqual([['imports/CITE'], ['imports/LYCEE']]);
  });

  it('tells nothing of what it reads, and forgets of whom it told rather than grow', async () => {
    let told = 0;
    const guard = new PayloadGuard(() => (told += 1));
    await guard.decode([defaultPayloadConverter.toPayload('lisible')]);
    expect(told).toBe(0);
    const context = { type: 'workflow', namespace: 'default' } as const;
    for (let index = 0; index <= 1_000; index++)
      await guard.decode([{}], { ...context, workflowId: `imports/${index}` });
    await guard.decode([{}], { ...context, workflowId: 'imports/0' });
    expect(told).toBe(1_002);
  });

  it('lets nothing and bytes through', async () => {
    await expect(encode(undefined)).resolves.toBeDefined();
    await expect(encode(new Uint8Array([1, 2]))).resolves.toBeDefined();
  });

  it.each(['lastName', 'first_name', 'birthDate', 'nationalId', 'nom', 'Prenom', 'ine'])(
    'refuses the field %s, however deep',
    async (key) => {
      await expect(encode({ rows: [{ [key]: 'x' }] })).rejects.toThrow(`the field "${key}"`);
    },
  );

  it('refuses what is larger than 16 KiB', async () => {
    await expect(encode('a'.repeat(16 * 1024 - 2))).resolves.toBeDefined();
    await expect(encode('a'.repeat(16 * 1024 - 1))).rejects.toThrow('exceeds 16384');
  });
});
