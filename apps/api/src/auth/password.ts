import { randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789._-';
const LENGTH = 20;

/**
 * A secret that can be read aloud, typed and put in a URL: only `[A-Za-z0-9._-]`, without look-alikes (0 O, 1 l I),
 * letters at both ends. About 117 bits.
 */
export function generatePassword(): string {
  const letters = ALPHABET.slice(0, ALPHABET.indexOf('2'));
  const pick = (from: string): string => from.charAt(randomInt(from.length));
  const middle = Array.from({ length: LENGTH - 2 }, () => pick(ALPHABET)).join('');
  return `${pick(letters)}${middle}${pick(letters)}`;
}
