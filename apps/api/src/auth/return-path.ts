/** Where people sign in. */
export const SIGN_IN_PATH = '/connexion';

/** Any origin that is not ours would show in the result. */
const HERE = 'http://here.invalid';

/** Sign in, then come back to this page. */
export const signInPath = (returnTo: string): string =>
  `${SIGN_IN_PATH}?retour=${encodeURIComponent(safeReturnPath(returnTo))}`;

/**
 * The page of ours to open after signing in. What a link says is not believed: anything but a path of this server, the
 * sign-in page itself included, is the home page.
 */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, HERE)) return '/';
  const { origin, pathname, search } = new URL(wanted, HERE);
  // A path of two slashes would be another host, once it is a path of its own.
  const isOurs = origin === HERE && !/^\/[/\\]/.test(pathname) && pathname !== SIGN_IN_PATH;
  return isOurs ? `${pathname}${search}` : '/';
}
