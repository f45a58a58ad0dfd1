import { Migration } from '@mikro-orm/migrations';

/** Deposits and imports, their steps, plan, decisions and live events; thresholds and matches. */
export class Migration0002Imports extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE deposit (
        id uuid PRIMARY KEY,
        campus_code text NOT NULL REFERENCES campus (code),
        -- NULL: the whole campus.
        establishment_id text REFERENCES establishment (id),
        origin text NOT NULL CHECK (origin IN ('automatic', 'manual')),
        file_name text NOT NULL,
        size_bytes bigint NOT NULL,
        -- Of the bytes received.
        sha256 text NOT NULL,
        storage_key text NOT NULL,
        -- Login of the deposit account (automatic) or of the person (manual).
        account_login text NOT NULL,
        remote_address text,
        user_agent text,
        received_at timestamptz NOT NULL,
        source_deleted_at timestamptz
      );
      CREATE INDEX deposit_retry ON deposit (campus_code, file_name, sha256, received_at DESC);

      -- One import per deposit, under the same id. A round is one passage through the workflow: 1, then one more per
      -- approval, replanning or relaunch.
      CREATE TABLE import (
        id uuid PRIMARY KEY REFERENCES deposit (id),
        campus_code text NOT NULL REFERENCES campus (code),
        establishment_id text REFERENCES establishment (id),
        -- Every establishment the import writes to, sorted: what it locks.
        establishment_ids text[] NOT NULL,
        origin text NOT NULL CHECK (origin IN ('automatic', 'manual')),
        file_name text NOT NULL,
        received_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'received',
        round int NOT NULL DEFAULT 1,
        approved_plan_hash text,
        -- First take-charge: the freeze is counted from here and the plan is computed for it.
        taken_at timestamptz,
        ended_at timestamptz,
        next_actor text NOT NULL DEFAULT 'nobody',
        message_code text,
        message text,
        school_year text,
        format text,
        format_version text,
        software text,
        -- Of the decompressed timetable.
        timetable_sha256 text,
        first_of_year boolean NOT NULL DEFAULT false,
        counts jsonb NOT NULL DEFAULT '{}',
        thresholds jsonb NOT NULL DEFAULT '[]',
        unmatched jsonb NOT NULL DEFAULT '{}',
        plan_hash text,
        -- Versions of base, matches, settings and directory the plan was computed from; once published, those it left.
        plan_versions text,
        -- The closed runs the file states, for the publication.
        file_closures jsonb NOT NULL DEFAULT '[]',
        -- Counts of the publication; NULL until it has committed. What a retried publication answers.
        published jsonb,
        superseded_by uuid REFERENCES import (id)
      );
      CREATE INDEX import_dashboard ON import (campus_code, received_at DESC, id);
      CREATE INDEX import_open ON import (status) WHERE status IN ('received', 'running', 'held');

      CREATE TABLE import_step (
        import_id uuid NOT NULL REFERENCES import (id),
        step text NOT NULL,
        state text NOT NULL,
        started_at timestamptz,
        ended_at timestamptz,
        counts jsonb NOT NULL DEFAULT '{}',
        message text,
        PRIMARY KEY (import_id, step)
      );

      CREATE TABLE import_problem (
        import_id uuid NOT NULL REFERENCES import (id),
        code text NOT NULL,
        severity text NOT NULL CHECK (severity IN ('error', 'warning')),
        count int NOT NULL,
        examples jsonb NOT NULL,
        meaning text NOT NULL,
        advice text NOT NULL,
        PRIMARY KEY (import_id, code)
      );

      -- Plan rows: what an import changes, with enough to undo it. Created sessions are found by session.created_by.
      CREATE TABLE import_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        kind text NOT NULL,
        type text NOT NULL,
        key text NOT NULL,
        label text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE INDEX import_change_page ON import_change (import_id, kind, type, id);

      CREATE TABLE import_decision (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        round int NOT NULL,
        decision text NOT NULL CHECK (decision IN ('approve', 'refuse', 'cancel', 'retry')),
        plan_hash text,
        reason text,
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        UNIQUE (import_id, round)
      );

      -- What SSE clients follow; resumable by id. Dropped with the import's age.
      CREATE TABLE import_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        type text NOT NULL CHECK (type IN ('step', 'status')),
        data jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX import_event_follow ON import_event (import_id, id);

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
        by text NOT NULL CHECK (by IN ('decision', 'identifier', 'name', 'none')),
        decided_by text,
        decided_at timestamptz,
        last_seen_import_id uuid,
        PRIMARY KEY (campus_code, kind, key)
      );
    `);
  }
}
