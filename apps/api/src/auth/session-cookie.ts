import type { Settings } from '@timetable/settings';
import type { CookieOptions, Request } from 'express';
import { TOKEN_LIFETIME_S } from './token.service.js';

export const SESSION_COOKIE = 'session';

/** Out of reach of scripts and of other sites. */
export const sessionCookieOptions = (settings: Settings): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: settings.PUBLIC_URL.startsWith('https:'),
  path: '/',
  maxAge: TOKEN_LIFETIME_S * 1000,
});

export function sessionCookieOf(request: Request): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === SESSION_COOKIE) return value;
  }
  return undefined;
}
