import { Migration } from '@mikro-orm/migrations';

/** What people decide: about an import, about thresholds, about who is who. */
export class Migration0006Decisions extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE import_decision (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        attempt int NOT NULL,
        decision text NOT NULL CHECK (decision IN ('approve', 'refuse', 'cancel', 'retry')),
        plan_hash text,
        reason text,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        UNIQUE (import_id, attempt, decision)
      );

      CREATE TABLE threshold (
        campus_code text NOT NULL REFERENCES campus (code),
        code text NOT NULL,
        "limit" numeric(5, 2) NOT NULL CHECK ("limit" BETWEEN 0 AND 100),
        blocking boolean NOT NULL,
        min_count int CHECK (min_count >= 0),
        PRIMARY KEY (campus_code, code)
      );

      -- The last state of every link between a file's person, class or group and the ENT's; decisions are remembered.
      CREATE TABLE match (
        campus_code text NOT NULL REFERENCES campus (code),
        kind text NOT NULL CHECK (kind IN ('teacher', 'pupil', 'class', 'group')),
        key text NOT NULL,
        label text NOT NULL,
        target_id text,
        candidates text[] NOT NULL DEFAULT '{}',
        -- 'decision': a person said so, also when target_id is NULL (nobody).
        by text NOT NULL CHECK (by IN ('decision', 'identifier', 'name', 'members', 'teaching', 'none')),
        -- Code of MATCH_REASONS; NULL for a match, and for what resembles nothing.
        reason text,
        decided_by text,
        decided_at timestamptz,
        -- What the last import before the decision found by itself; NULL both unless somebody has decided.
        former_target_id text,
        former_by text CHECK (former_by IN ('decision', 'identifier', 'name', 'members', 'teaching', 'none')),
        last_seen_import_id uuid,
        PRIMARY KEY (campus_code, kind, key)
      );
    `);
  }
}
