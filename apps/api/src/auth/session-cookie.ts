import type { Settings } from '@timetable/settings';
import type { CookieOptions, Request } from 'express';
import { TOKEN_LIFETIME_S } from './token.service.js';

export const SESSION_COOKIE = 'session';
/** Beside it, for scripts: whether it is worth asking who is signed in. Says nothing else, and is believed by nobody here. */
export const SIGNED_IN_COOKIE = 'signed_in';

/**
 * Out of reach of scripts. `lax`: sent when a link of a mail is opened, never with what another site has the browser
 * send; who changes something is asked where they come from too (`comesFromAnotherSite`).
 */
export const cookieOptions = (settings: Settings, lifetimeS: number): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: settings.PUBLIC_URL.startsWith('https:'),
  path: '/',
  maxAge: lifetimeS * 1000,
});

export const sessionCookieOptions = (settings: Settings): CookieOptions =>
  cookieOptions(settings, TOKEN_LIFETIME_S);

export const sessionCookieOf = (request: Request): string | undefined => cookieOf(request, SESSION_COOKIE);

export function cookieOf(request: Request, wanted: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === wanted) return value;
  }
  return undefined;
}
