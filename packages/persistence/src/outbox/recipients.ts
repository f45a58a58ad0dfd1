import {
  deliveryTo,
  type ImportNotification,
  type NotificationUrgency,
  type RecipientType,
} from '@timetable/domain';
import { holderOfAccount } from '../accounts/holder-of-account.js';
import type { Transaction } from '../transaction.js';

/** A person to tell, where, and how soon. */
export interface Recipient {
  readonly type: RecipientType;
  readonly login: string;
  readonly email: string;
  readonly delivery: NotificationUrgency;
}

/** Everybody whom a fact about the campus concerns and who wishes to be told; who has two accounts is told once. */
export async function recipientsOf(
  tx: Transaction,
  campusCode: string,
  { recipients, urgency }: Pick<ImportNotification, 'recipients' | 'urgency'>,
): Promise<Recipient[]> {
  const people = [
    ...(recipients.includes('operator') ? await staff(tx, null, urgency) : []),
    ...(recipients.includes('manager') ? await staff(tx, campusCode, urgency) : []),
    // They have a box to tick and no summary.
    ...(recipients.includes('depositor') && urgency === 'at_once' ? await depositors(tx, campusCode) : []),
  ];
  const byAddress = new Map<string, Recipient>();
  for (const person of people) {
    const address = person.email.toLowerCase();
    if (!byAddress.has(address)) byAddress.set(address, person);
  }
  return [...byAddress.values()];
}

/** @param campusCode null: the operators, who have none */
async function staff(
  { query }: Transaction,
  campusCode: string | null,
  urgency: NotificationUrgency,
): Promise<Recipient[]> {
  const accounts = await query
    .selectFrom('account')
    .select(['login', 'email', 'mailPreference'])
    .where('campusCode', 'is not distinct from', campusCode)
    .where('email', 'is not', null)
    .orderBy('login')
    .execute();
  return accounts.flatMap(({ login, email, mailPreference }): Recipient[] => {
    const delivery = deliveryTo(mailPreference, urgency);
    return email === null || delivery === undefined ? [] : [{ type: 'staff', login, email, delivery }];
  });
}

/** Who asked to be told and is still in the directory. */
async function depositors({ query }: Transaction, campusCode: string): Promise<Recipient[]> {
  const accounts = await query
    .selectFrom('depositAccount')
    .innerJoin('entUser', holderOfAccount)
    .select(['login', 'entUser.email'])
    .where('depositAccount.campusCode', '=', campusCode)
    .where('notify', '=', true)
    .where('deletedAt', 'is', null)
    .where('present', '=', true)
    .orderBy('login')
    .execute();
  return accounts.map((account) => ({ type: 'depositor', delivery: 'at_once', ...account }));
}
