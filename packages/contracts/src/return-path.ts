/** Where people sign in: a page of the console. */
export const SIGN_IN_PATH = '/connexion';

/** Any origin that is not ours would show in the result. */
const HERE = 'http://here.invalid';

/**
 * The page to open after signing in. What a link says is not believed: anything but a path of this server, the page that
 * signs in included, is the home page.
 */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  // A path of two slashes would be another host, once it is an address of its own.
  const isOurs = origin === HERE && !/^\/[/\\]/.test(pathname) && pathname !== SIGN_IN_PATH;
  return isOurs ? `${pathname}${search}${hash}` : '/';
}
