import type { Settings } from '@timetable/settings';

/** What all our tokens and cookies are signed with; each kind names its audience, so that none stands for another. */
export const signingKey = ({ SESSION_SECRET }: Settings): Uint8Array =>
  new TextEncoder().encode(SESSION_SECRET);
