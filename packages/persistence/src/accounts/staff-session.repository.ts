import { sql } from 'kysely';
import type { Database } from '../database.js';
import type { Subscription } from '../listener.js';
import type { QueryBuilder } from '../query-builder.js';

/** Open at once for one person: a script that signs in at each of its calls forgets to sign out, and never ends. */
export const MOST_SESSIONS = 200;

/** Channel on which the logins are announced of whom a session has ended. */
const CHANNEL = 'account_session';

/** When a session begins and ends, on the system's clock. */
export interface SessionLife {
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What shows that it is the person: their password, by its hash, or a provider of identities that knows them. */
export type SignInProof =
  | { readonly passwordHash: string }
  | {
      readonly issuer: string;
      readonly subject: string;
      /** What the provider calls its own session; empty when it does not say. */
      readonly providerSession: string;
    };

const whatIsProved = (proof: SignInProof): { passwordHash: string } | { issuer: string; subject: string } =>
  'passwordHash' in proof
    ? { passwordHash: proof.passwordHash }
    : { issuer: proof.issuer, subject: proof.subject };

const providerSessionOf = (proof: SignInProof): string | null =>
  'passwordHash' in proof ? null : proof.providerSession;

/** Who is signed in. A session ends for all instances at once: each request looks its own up. */
export class StaffSessionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Ends what is over or too many of the person's.
   * @returns its id; undefined: no such account, or what proved who it is proves it no longer
   */
  async open(
    login: string,
    proof: SignInProof,
    { createdAt, expiresAt }: SessionLife,
  ): Promise<string | undefined> {
    return this.#database.transaction(async ({ query }) => {
      // Locked, so that it is not deleted meanwhile, nor its password changed: the session would outlive what ended all others.
      const account = await query
        .selectFrom('account')
        .select('login')
        .where('login', '=', login)
        .where((account) => account.and(whatIsProved(proof)))
        .forShare()
        .executeTakeFirst();
      if (account === undefined) return undefined;
      const { id } = await query
        .insertInto('accountSession')
        .values({ login, createdAt, expiresAt, providerSession: providerSessionOf(proof) })
        .returning('id')
        .executeTakeFirstOrThrow();
      await query
        .deleteFrom('accountSession')
        .where('login', '=', login)
        .where((session) =>
          session.or([
            session('expiresAt', '<=', createdAt),
            session(
              'id',
              'in',
              session
                .selectFrom('accountSession')
                .select('id')
                .where('login', '=', login)
                .orderBy('createdAt', 'desc')
                .offset(MOST_SESSIONS),
            ),
          ]),
        )
        .execute();
      return id;
    });
  }

  /** Signs out. */
  async end(login: string, sessionId: string): Promise<void> {
    await this.#database.transaction(async ({ query }) => {
      await query.deleteFrom('accountSession').where('id', '=', sessionId).execute();
      await announce(query, login);
    });
  }

  /** Signs out everywhere. */
  async endAll(login: string): Promise<void> {
    await this.#database.transaction(({ query }) => endSessions(query, login));
  }

  /** Calls with the login of each person of whom a session has ended, or undefined when some may have been missed. */
  listen(handler: (login: string | undefined) => void): Promise<Subscription> {
    return this.#database.listen(CHANNEL, handler);
  }
}

/** Those that the person opened through a provider of identities: in one session there, or all. */
export async function endSessionsOf(
  query: QueryBuilder,
  login: string,
  {
    providerSession,
    openedUntil,
  }: { readonly providerSession: string | undefined; readonly openedUntil: Date },
): Promise<void> {
  await query
    .deleteFrom('accountSession')
    .where('login', '=', login)
    .where('providerSession', 'is not', null)
    .where('createdAt', '<=', openedUntil)
    .$if(providerSession !== undefined, (own) => own.where('providerSession', '=', providerSession ?? ''))
    .execute();
  await announce(query, login);
}

/** All of the person's but the one that is kept, within the transaction of what ends them. */
export async function endSessions(query: QueryBuilder, login: string, kept?: string): Promise<void> {
  await query
    .deleteFrom('accountSession')
    .where('login', '=', login)
    .$if(kept !== undefined, (sessions) => sessions.where('id', '!=', kept ?? ''))
    .execute();
  await announce(query, login);
}

async function announce(query: QueryBuilder, login: string): Promise<void> {
  await query.selectNoFrom(sql`pg_notify(${CHANNEL}, ${login})`.as('notified')).execute();
}
