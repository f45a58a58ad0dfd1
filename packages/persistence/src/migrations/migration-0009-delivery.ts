import { Migration } from '@mikro-orm/migrations';

/** What makes imports reliable: the queue of their attempts, the fence, notifications to deliver. */
export class Migration0009Delivery extends Migration {
  override up(): void {
    this.addSql(`
      -- The queue of each campus, in the order of the ids: an attempt waits, is under way, or is done.
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campus_code text NOT NULL,
        import_id uuid NOT NULL REFERENCES import (id),
        attempt int NOT NULL,
        approved_plan_hash text,
        -- Temporal priority: 1 a person waits, 3 normal, 5 sweeps.
        priority int NOT NULL DEFAULT 3 CHECK (priority IN (1, 3, 5)),
        tries int NOT NULL DEFAULT 0,
        -- While it waits: its campus is left alone until then.
        next_try_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        -- Given one of the places of imports under way; NULL while it waits.
        handed_at timestamptz,
        -- Its import has ended, is held, or goes on under another attempt.
        done_at timestamptz
      );
      CREATE INDEX outbox_waiting ON outbox (campus_code, id) WHERE handed_at IS NULL AND done_at IS NULL;
      CREATE INDEX outbox_under_way ON outbox (id) WHERE handed_at IS NOT NULL AND done_at IS NULL;
      CREATE INDEX outbox_import ON outbox (import_id);
      CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

      CREATE SEQUENCE fence_generation;
      CREATE TABLE fence (
        establishment_id text PRIMARY KEY REFERENCES establishment (id),
        import_id uuid NOT NULL,
        attempt int NOT NULL,
        generation bigint NOT NULL,
        -- NULL until the import has ended: the lock people see is a fence not yet released.
        released_at timestamptz,
        acquired_at timestamptz NOT NULL
      );

      CREATE TABLE notification (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('held', 'rejected', 'interrupted', 'alerts', 'access')),
        campus_code text NOT NULL REFERENCES campus (code),
        import_id uuid REFERENCES import (id),
        -- What renders and sends it, by its name.
        channel text NOT NULL,
        -- NULL all three: the channel has an address of its own.
        recipient_type text CHECK (recipient_type IN ('depositor', 'staff')),
        recipient_login text,
        recipient_email text,
        -- The fact, put into a form when it is sent; emptied then, since that of an access carries a password.
        data jsonb NOT NULL,
        -- True: waits for the summary that its recipient has once a day.
        daily_digest boolean NOT NULL DEFAULT false,
        -- One per (cause, day, channel, account), however many files show it.
        dedupe_key text NOT NULL UNIQUE,
        tries int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        -- While a worker delivers it: until when it is that worker's.
        claimed_until timestamptz,
        -- Taken back while it was being delivered: not tried again, and told all the same if it has left.
        withdrawn_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        -- The mail server refuses it for good: neither sent nor waiting.
        refused_at timestamptz,
        -- Codes of the mail server: « EENVELOPE 550 ».
        refusal text
      );
      CREATE INDEX notification_due ON notification (next_try_at)
        WHERE sent_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL;
      CREATE INDEX notification_age ON notification (created_at);
      CREATE INDEX notification_import ON notification (import_id);
      CREATE INDEX notification_recipient ON notification (recipient_type, recipient_login)
        WHERE sent_at IS NULL AND refused_at IS NULL;
      CREATE INDEX notification_refused ON notification (refused_at) WHERE refused_at IS NOT NULL;
    `);
  }
}
