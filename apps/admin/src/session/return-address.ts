export const SIGN_IN_ADDRESS = '/connexion';

/** Any origin that is not ours would show in the result. */
const HERE = 'http://here.invalid';

/** Sign in, then come back to this page. */
export const signInAddress = (returnTo: string): string =>
  returnTo === '/' ? SIGN_IN_ADDRESS : `${SIGN_IN_ADDRESS}?retour=${encodeURIComponent(returnTo)}`;

/**
 * The page to open after signing in. What a link says is not believed: anything but a path of this server, the page that
 * signs in included, is the home page.
 */
export function returnAddress(wanted: string | null): string {
  if (wanted?.startsWith('/') !== true || !URL.canParse(wanted, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  // A path of two slashes would be another host, once it is an address of its own.
  const isOurs = origin === HERE && !/^\/[/\\]/.test(pathname) && pathname !== SIGN_IN_ADDRESS;
  return isOurs ? `${pathname}${search}${hash}` : '/';
}

/** Whether the API itself shows that page (the bilan of a mail's link), and not the console. */
export const isPageOfTheApi = (address: string): boolean => /^\/(api|dev)(\/|$)/.test(address);
