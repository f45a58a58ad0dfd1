export interface Credentials {
  readonly login: string;
  readonly password: string;
}

const MAX_LOGIN_LENGTH = 128;
const MAX_PASSWORD_LENGTH = 256;

/**
 * What a Basic `Authorization` header may mean, likeliest first: as sent, then percent-decoded once (some clients send
 * the credentials of their URL as they are written in it). UTF-8, else ISO-8859-1. Logins are compared in lower case.
 *
 * @returns nothing when the header is not readable Basic
 */
export function parseBasic(header: string): Credentials[] {
  const encoded = /^basic\s+([a-z0-9+/_=-]+)$/i.exec(header.trim())?.[1];
  if (encoded === undefined) return [];
  const text = textOf(Buffer.from(encoded, 'base64'));
  const colon = text.indexOf(':');
  if (colon < 0) return [];
  const sent = { login: text.slice(0, colon).toLowerCase(), password: text.slice(colon + 1) };
  const decoded = {
    login: percentDecoded(sent.login).toLowerCase(),
    password: percentDecoded(sent.password),
  };
  const isSame = decoded.login === sent.login && decoded.password === sent.password;
  return (isSame ? [sent] : [sent, decoded]).filter(
    ({ login, password }) => login.length <= MAX_LOGIN_LENGTH && password.length <= MAX_PASSWORD_LENGTH,
  );
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
