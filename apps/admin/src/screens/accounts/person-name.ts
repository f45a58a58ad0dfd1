import type { DepositAccount } from '@timetable/contracts';

/** « Jeanne Petit »; the login alone once nobody of that account is known any more. */
export const personName = ({
  firstName,
  lastName,
  login,
}: Pick<DepositAccount, 'firstName' | 'lastName' | 'login'>): string =>
  [firstName, lastName].filter((part) => part !== null && part !== '').join(' ') || login;
