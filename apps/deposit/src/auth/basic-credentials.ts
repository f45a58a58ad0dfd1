/** What a Basic header may mean: one account, and one password or two. */
export interface Credentials {
  /** Lower case, percent-decoded: the only spelling that can name an account, and the one that tries are counted by. */
  readonly login: string;
  /** Likeliest first: as sent, then percent-decoded when that is another. */
  readonly passwords: readonly string[];
}

const MAX_LOGIN_LENGTH = 128;
const MAX_PASSWORD_LENGTH = 256;

/**
 * Reads a Basic `Authorization` header: UTF-8, else ISO-8859-1. Some clients send the credentials of their URL as they are
 * written in it, percent-encoded; logins know no `%`, so that only the password is read in both ways.
 *
 * @returns undefined when the header is not readable Basic
 */
export function parseBasic(header: string): Credentials | undefined {
  const encoded = /^basic\s+([a-z0-9+/_=-]+)$/i.exec(header.trim())?.[1];
  if (encoded === undefined) return undefined;
  const text = textOf(Buffer.from(encoded, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const login = percentDecoded(text.slice(0, colon)).toLowerCase();
  const sent = text.slice(colon + 1);
  const passwords = [...new Set([sent, percentDecoded(sent)])].filter(
    (password) => password.length <= MAX_PASSWORD_LENGTH,
  );
  return login.length > MAX_LOGIN_LENGTH || passwords.length === 0 ? undefined : { login, passwords };
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
