import { SIGN_IN_PATH } from '@timetable/contracts';

/** Where a person signs in, on the console's page, and is then brought back. @param returnTo path of this server */
export const signInUrl = (returnTo: string): string =>
  `${SIGN_IN_PATH}?retour=${encodeURIComponent(returnTo)}`;

/** The same for who is signed in, but not as who may. */
export const otherAccountUrl = (returnTo: string): string => `${signInUrl(returnTo)}&autre=oui`;
