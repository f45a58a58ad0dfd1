import type { StaffRole } from '../notifications/mail-preference.js';

/** What an account may do, and where. */
export type Rights =
  | { readonly role: 'operator'; readonly campusCode: null }
  | { readonly role: Exclude<StaffRole, 'operator'>; readonly campusCode: string };

/** The names under which a provider of identities says them. */
export interface ClaimNames {
  readonly role: string;
  readonly campus: string;
}

/** The one that may most first: a person may have several. */
const ROLES: readonly StaffRole[] = ['operator', 'manager', 'viewer'];

/**
 * The rights that a provider's claims give: the role `operator`, `manager` or `viewer`, alone or in a list, and for the last two the
 * code of one campus. Undefined: none here. Nothing is guessed: a role of another name, or two campuses, give no right.
 */
export function rightsFromClaims(
  claims: Readonly<Record<string, unknown>>,
  names: ClaimNames,
): Rights | undefined {
  const given = textsOf(claims[names.role]);
  const role = ROLES.find((known) => given.includes(known));
  if (role === undefined) return undefined;
  if (role === 'operator') return { role, campusCode: null };
  const [campusCode, ...others] = textsOf(claims[names.campus]);
  return campusCode === undefined || others.length > 0 ? undefined : { role, campusCode };
}

function textsOf(claim: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return list.filter((value) => typeof value === 'string').filter((text) => text !== '');
}
