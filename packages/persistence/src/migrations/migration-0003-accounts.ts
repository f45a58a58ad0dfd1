import { Migration } from '@mikro-orm/migrations';

/** Who signs in: people to the console, export programs to the deposit door. */
export class Migration0003Accounts extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE account (
        login text PRIMARY KEY,
        name text NOT NULL,
        -- NULL for who signs in elsewhere only.
        password_hash text,
        -- A provider of identities, and what it calls the person; NULL both for who signs in here only.
        issuer text,
        subject text,
        role text NOT NULL CHECK (role IN ('operator', 'manager', 'viewer')),
        campus_code text REFERENCES campus (code),
        -- Where the person is written to; NULL: nowhere.
        email text,
        mail_preference text NOT NULL CHECK (mail_preference IN ('at_once', 'daily_digest', 'never')),
        -- What browsers in which the person signed in are known by: another with each password and each account of that login.
        device_key uuid NOT NULL DEFAULT gen_random_uuid(),
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((role = 'operator') = (campus_code IS NULL)),
        CHECK ((issuer IS NULL) = (subject IS NULL)),
        CHECK (password_hash IS NOT NULL OR subject IS NOT NULL),
        UNIQUE (issuer, subject)
      );

      -- What makes a token good: it names its row, and is worth nothing once the row is gone. Ids are never given twice, so that
      -- no token outlives its account, whatever is created later under the same login.
      CREATE TABLE account_session (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        login text NOT NULL REFERENCES account (login) ON DELETE CASCADE,
        -- Of the system's clock, like the age of tokens.
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        -- What the provider of identities calls its own session, empty when it does not say; NULL: opened by password.
        provider_session text
      );
      CREATE INDEX account_session_login ON account_session (login, created_at);

      CREATE TABLE deposit_account (
        login text PRIMARY KEY CHECK (login ~ '^[a-z0-9._-]{1,128}$'),
        campus_code text NOT NULL REFERENCES campus (code),
        user_ent_id text NOT NULL,
        password_hash text NOT NULL,
        notify boolean NOT NULL,
        -- Bumped when the secret changes or the account goes: caches of good credentials are dropped.
        version int NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        deleted_at timestamptz,
        last_used_at timestamptz,
        last_address text,
        last_user_agent text
      );
      CREATE INDEX deposit_account_campus ON deposit_account (campus_code) WHERE deleted_at IS NULL;
    `);
  }
}
