import { SIGN_IN_PATH } from '@timetable/contracts';

/** Sign in, then come back to this page. */
export const signInAddress = (returnTo: string): string =>
  returnTo === '/' ? SIGN_IN_PATH : `${SIGN_IN_PATH}?retour=${encodeURIComponent(returnTo)}`;

/** Whether the API itself shows that page (the bilan of a mail's link), and not the console. */
export const isPageOfTheApi = (address: string): boolean => /^\/(api|dev)(\/|$)/.test(address);
