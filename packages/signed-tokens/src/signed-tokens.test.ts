import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { SignedTokens } from './signed-tokens.js';

const SECRET = 's'.repeat(32);
const CONTENT = z.object({ login: z.string(), version: z.number() });
const HOLDER = { login: 'emp.marie.durand', version: 3 };
const tokens = (use = 'link', secret = SECRET) => new SignedTokens({ secret, use, content: CONTENT });
const inSeconds = (seconds: number): Date => new Date((Math.floor(Date.now() / 1000) + seconds) * 1000);

describe('a signed token', () => {
  it('gives back what was signed, and until when', async () => {
    const expiresAt = inSeconds(60);
    expect(await tokens().read(await tokens().sign(HOLDER, expiresAt))).toEqual({
      content: HOLDER,
      expiresAt,
    });
  });

  it('is worth nothing when it is too old, for another use or under another secret', async () => {
    const token = await tokens().sign(HOLDER, inSeconds(60));
    expect(await tokens().read(await tokens().sign(HOLDER, inSeconds(-1)))).toBeUndefined();
    expect(await tokens('session').read(token)).toBeUndefined();
    expect(await tokens('link', 'o'.repeat(32)).read(token)).toBeUndefined();
  });

  it('is worth nothing when its content or its algorithm was changed, or when it is none', async () => {
    const [header = '', content = '', signature = ''] = (await tokens().sign(HOLDER, inSeconds(60))).split(
      '.',
    );
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'timetable-import', aud: 'link', exp: inSeconds(60).getTime() / 1000, ...HOLDER };
    const forged = [
      [header, encoded({ ...claims, login: 'emp.other' }), signature],
      [encoded({ alg: 'none' }), content, ''],
      [encoded({ alg: 'none' }), encoded(claims), signature],
    ];
    for (const parts of forged) expect(await tokens().read(parts.join('.'))).toBeUndefined();
    for (const text of ['', '..', 'x', `${header}.${content}`])
      expect(await tokens().read(text)).toBeUndefined();
  });

  it('is worth nothing when it holds something else than what its use asks for', async () => {
    const others = new SignedTokens({
      secret: SECRET,
      use: 'link',
      content: z.object({ session: z.string() }),
    });
    expect(await tokens().read(await others.sign({ session: 'x' }, inSeconds(60)))).toBeUndefined();
  });
});
