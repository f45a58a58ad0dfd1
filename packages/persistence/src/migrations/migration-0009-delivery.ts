import { Migration } from '@mikro-orm/migrations';

/** What makes imports reliable: rounds to hand to Temporal, the fence, mails to send. */
export class Migration0009Delivery extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        campus_code text NOT NULL,
        import_id uuid NOT NULL REFERENCES import (id),
        round int NOT NULL,
        approved_plan_hash text,
        -- Temporal priority: 1 a person waits, 3 normal, 5 sweeps.
        priority int NOT NULL DEFAULT 3 CHECK (priority IN (1, 3, 5)),
        attempts int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        done_at timestamptz
      );
      CREATE INDEX outbox_due ON outbox (next_try_at, id) WHERE done_at IS NULL;
      CREATE INDEX outbox_campus ON outbox (campus_code, id) WHERE done_at IS NULL;

      CREATE SEQUENCE fence_generation;
      CREATE TABLE fence (
        establishment_id text PRIMARY KEY REFERENCES establishment (id),
        import_id uuid NOT NULL,
        round int NOT NULL,
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
        recipient_login text NOT NULL,
        recipient_email text NOT NULL,
        subject text NOT NULL,
        text_body text NOT NULL,
        html_body text NOT NULL,
        -- One mail per (import, kind, account), however often the step runs.
        dedupe_key text NOT NULL UNIQUE,
        attempts int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        -- The mail server refuses it for good: neither sent nor waiting.
        refused_at timestamptz,
        -- Codes of the mail server: « EENVELOPE 550 ».
        refusal text
      );
      CREATE INDEX notification_due ON notification (next_try_at) WHERE sent_at IS NULL AND refused_at IS NULL;
      CREATE INDEX notification_refused ON notification (refused_at) WHERE refused_at IS NOT NULL;
    `);
  }
}
