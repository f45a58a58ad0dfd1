import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import { networkOf } from '@timetable/runtime';
import type { LoginAttempts } from './login-attempts.js';

const WINDOW_MS = 10 * 60 * 1000;

interface LoginRequest {
  readonly ip?: string | undefined;
  readonly body?: unknown;
  /** Who is signed in already, and proves it once more. */
  readonly user?: { readonly login: string } | undefined;
  /** Who has come by the link of a mail, and asks for a new password. */
  readonly depositor?: { readonly login: string } | undefined;
  /** The browser, when it is known to whom it says it is. */
  readonly knownDevice?: string | undefined;
}

/** The login that is tried, as far as it makes sense. */
export function triedLogin(body: unknown): string {
  const login = typeof body === 'object' && body !== null && 'login' in body ? body.login : undefined;
  return typeof login === 'string' ? login.slice(0, 128).toLowerCase() : '';
}

/**
 * Whose failures alone count, whatever strangers try for the same login or from the same address, a whole school's often:
 * somebody signed in, a depositor, or a browser in which the person has signed in before.
 */
function ownKey({ user, depositor, knownDevice }: LoginRequest): string | undefined {
  if (user !== undefined) return `account:${user.login}`;
  if (depositor !== undefined) return `depositor:${depositor.login}`;
  return knownDevice === undefined ? undefined : `device:${knownDevice}`;
}

const addressKey = (request: LoginRequest): string =>
  ownKey(request) ?? `address:${networkOf(request.ip ?? '')}`;

/** Its own beside the address's: each attempt is counted once by either. */
const loginKey = (request: LoginRequest): string =>
  `login:${ownKey(request) ?? `name:${triedLogin(request.body)}`}`;

/** Both counters of an attempt: the address that tries many logins, the login tried from many addresses. */
export const attemptKeys = (request: LoginRequest): readonly string[] => [
  addressKey(request),
  loginKey(request),
];

export const loginThrottle = (storage: LoginAttempts): ThrottlerModuleOptions => ({
  storage,
  generateKey: (_context, tracker) => tracker,
  setHeaders: false,
  throttlers: [
    { name: 'address', limit: 30, ttl: WINDOW_MS, getTracker: addressKey },
    { name: 'login', limit: 10, ttl: WINDOW_MS, getTracker: loginKey },
  ],
});
