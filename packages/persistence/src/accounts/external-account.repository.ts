import { LockMode } from '@mikro-orm/postgresql';
import { DEFAULT_MAIL_PREFERENCE, type Rights } from '@timetable/domain';
import { recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import type { Transaction } from '../transaction.js';
import { StaffAccountEntity } from './staff-account.entity.js';
import { endSessions, endSessionsOf } from './staff-session.repository.js';

/** Somebody as a provider of identities knows them. */
export interface ExternalIdentity {
  readonly issuer: string;
  /** Never given to anybody else. */
  readonly subject: string;
}

/** Somebody whom a provider vouches for, with the rights that it gives them. */
export interface ExternalPerson extends ExternalIdentity {
  readonly rights: Rights;
  readonly name: string;
  /** Their login from the first time on: the first of these that nobody has. */
  readonly logins: readonly string[];
  /** Where they are written to, from the first time on, until they change it. */
  readonly email: string | null;
}

export interface ProviderSignOut {
  readonly issuer: string;
  readonly subject: string | undefined;
  readonly providerSession: string | undefined;
  /** What was opened later is not what was signed out of: who repeats the message ends nothing. */
  readonly openedUntil: Date;
}

/** Accounts of people who sign in elsewhere: made when they come, with the rights that they have there at that moment. */
export class ExternalAccountRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Sessions that were open with other rights end.
   * @returns their login
   */
  async provision(person: ExternalPerson, now: Date): Promise<string> {
    return this.#database.transaction(async (tx) => {
      const { issuer, subject } = person;
      const account = await tx.em.findOne(
        StaffAccountEntity,
        { issuer, subject },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (account === null) return create(tx, person, now);
      const { login } = account;
      const { role, campusCode } = person.rights;
      if (account.role !== role || account.campusCode !== campusCode) {
        await endSessions(tx.query, login);
        recordAudit(tx, auditOf('account.rights_changed', login, person, now));
      }
      tx.em.assign(account, { role, campusCode, name: person.name });
      return login;
    });
  }

  /**
   * The provider says that they have signed out: of all that they opened through it, or of one session there.
   * @param left.subject who, if the provider says it; one of both is said
   * @param left.providerSession the provider's name of the session
   */
  async signOut({ issuer, subject, providerSession, openedUntil }: ProviderSignOut): Promise<void> {
    if (subject === undefined && providerSession === undefined) return;
    await this.#database.transaction(async ({ query }) => {
      const people = await query
        .selectFrom('account')
        .where('issuer', '=', issuer)
        .$if(subject !== undefined, (own) => own.where('subject', '=', subject ?? ''))
        .$if(providerSession !== undefined, (own) =>
          own.where('login', 'in', (of) =>
            of
              .selectFrom('accountSession')
              .select('accountSession.login')
              .where('providerSession', '=', providerSession ?? ''),
          ),
        )
        .select('login')
        .execute();
      for (const { login } of people) await endSessionsOf(query, login, { providerSession, openedUntil });
    });
  }
}

async function create(tx: Transaction, person: ExternalPerson, now: Date): Promise<string> {
  const { issuer, subject, rights, name, logins, email } = person;
  for (const login of logins) {
    const { numInsertedOrUpdatedRows } = await tx.query
      .insertInto('account')
      .values({
        ...{ login, name, ...rights, email, issuer, subject, createdAt: now, passwordHash: null },
        mailPreference: DEFAULT_MAIL_PREFERENCE[rights.role],
      })
      .onConflict((taken) => taken.column('login').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) continue;
    recordAudit(tx, auditOf('account.created', login, person, now));
    return login;
  }
  throw new Error('Every login of this person is somebody else’s.');
}

const auditOf = (action: string, login: string, { rights }: ExternalPerson, at: Date) => ({
  ...{ at, actor: login, action, campusCode: rights.campusCode, subject: login },
  detail: { role: rights.role },
});
