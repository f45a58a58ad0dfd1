import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Cost of a new hash: about 85 ms and 33 MB on the reference machine. The cost is written in each hash, so raising it
 * leaves the existing ones valid.
 */
export const PASSWORD_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Costs read back are bounded, so that a damaged row cannot occupy the process. */
const MAX_COST = { N: 2 ** 20, r: 32, p: 16 } as const;

/** What one hash costs: RFC 7914 §2. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * `scrypt$N$r$p$salt$hash`, salt and hash in base64url. Passwords of people and of deposit accounts alike.
 * @param cost another only in tests, of which the hash itself is not the point
 */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, KEY_BYTES, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Compares in constant time; false for a hash that is not one of ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [kind, N, r, p, salt, expected] = hash.split('$');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  if (kind !== 'scrypt' || salt === undefined || expected === undefined || !isSane(cost)) return false;
  const key = Buffer.from(expected, 'base64url');
  if (key.length === 0) return false;
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), key.length, cost), key);
}

function isSane({ N, r, p }: ScryptCost): boolean {
  const isPowerOfTwo = Number.isInteger(Math.log2(N));
  return isPowerOfTwo && N > 1 && N <= MAX_COST.N && r >= 1 && r <= MAX_COST.r && p >= 1 && p <= MAX_COST.p;
}

function derive(password: string, salt: Buffer, keyBytes: number, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Node refuses beyond 32 MiB unless told: the algorithm needs 128·N·r bytes and a little more.
    const maxmem = 256 * cost.N * cost.r;
    scrypt(password.normalize('NFC'), salt, keyBytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
