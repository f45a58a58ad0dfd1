import type { ThrottlerModuleOptions } from '@nestjs/throttler';
import type { LoginAttempts } from './login-attempts.js';

const WINDOW_MS = 10 * 60 * 1000;

interface LoginRequest {
  readonly ip?: string | undefined;
  readonly body?: unknown;
  /** Who is signed in already, and proves it once more. */
  readonly user?: { readonly login: string } | undefined;
}

const addressKey = (request: LoginRequest): string => `address:${request.ip ?? ''}`;

function loginKey({ body, user }: LoginRequest): string {
  if (user !== undefined) return `login:${user.login.slice(0, 128).toLowerCase()}`;
  const login = typeof body === 'object' && body !== null && 'login' in body ? body.login : undefined;
  return `login:${typeof login === 'string' ? login.slice(0, 128).toLowerCase() : ''}`;
}

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
