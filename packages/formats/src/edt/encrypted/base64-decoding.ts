import { containerUnreadable } from './container-unreadable.js';

/** Four characters are three bytes. */
const GROUP = 4;
const ALPHABET = /^[A-Za-z0-9+/]*={0,2}$/;

/** Turns base64 in pieces of any size, folded or not, into bytes. */
export class Base64Decoding {
  #rest = '';
  #isOver = false;

  /** @throws Unreadable `encrypted_content_damaged` for what is no base64 */
  write(text: string): Uint8Array {
    const waiting = this.#rest + text.replace(/\s+/g, '');
    const length = waiting.length - (waiting.length % GROUP);
    this.#rest = waiting.slice(length);
    const groups = waiting.slice(0, length);
    if (!ALPHABET.test(groups) || (this.#isOver && waiting !== '')) {
      throw containerUnreadable('encrypted_content_damaged');
    }
    this.#isOver ||= groups.endsWith('=');
    return Buffer.from(groups, 'base64');
  }

  /** @throws Unreadable `encrypted_content_damaged` when it ends within a group */
  end(): void {
    if (this.#rest !== '') throw containerUnreadable('encrypted_content_damaged');
  }
}
