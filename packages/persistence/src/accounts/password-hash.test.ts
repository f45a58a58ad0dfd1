import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyPassword } from './password-hash.js';

describe('password hash', () => {
  it('accepts the password it was made from and no other', async () => {
    const hash = await hashPassword('Fleur.de-Lys_42');
    expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('Fleur.de-Lys_42', hash)).toBe(true);
    expect(await verifyPassword('Fleur.de-Lys_43', hash)).toBe(false);
  });

  it('costs less only where a test says so', async () => {
    expect(await hashPassword('same', { N: 16, r: 1, p: 1 })).toMatch(/^scrypt\$16\$1\$1\$/);
    expect(await hashPassword('same')).toMatch(/^scrypt\$32768\$8\$1\$/);
  });

  it('is different each time, because the salt is', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  it('reads a hash of another cost', async () => {
    // RFC 7914 §12, second vector: 64 bytes of key.
    const key = Buffer.from(
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
      'hex',
    ).toString('base64url');
    const hash = `scrypt$1024$8$16$${Buffer.from('NaCl').toString('base64url')}$${key}`;
    expect(await verifyPassword('password', hash)).toBe(true);
    expect(await verifyPassword('Password', hash)).toBe(false);
  });

  it.each([
    '',
    'plain',
    'scrypt$3$8$1$AA$AA',
    'scrypt$1073741824$8$1$AA$AA',
    'scrypt$1024$8$16$AA$',
    'scrypt$a$b$c$d$e',
  ])('refuses what is not one of our hashes: %s', async (hash) => {
    expect(await verifyPassword('password', hash)).toBe(false);
  });
});
