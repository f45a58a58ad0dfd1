import { Migration } from '@mikro-orm/migrations';

/** Imports, their steps, problems, plan and live events. */
export class Migration0005Imports extends Migration {
  override up(): void {
    this.addSql(`
      -- One import per deposit, under the same id. An attempt is one passage through the workflow: 1, then one more per
      -- approval, replanning or retry.
      CREATE TABLE import (
        id uuid PRIMARY KEY REFERENCES deposit (id),
        campus_code text NOT NULL REFERENCES campus (code),
        establishment_id text REFERENCES establishment (id),
        -- Every establishment the import writes to, sorted: what it locks.
        establishment_ids text[] NOT NULL,
        origin text NOT NULL CHECK (origin IN ('automatic', 'manual')),
        file_name text NOT NULL,
        received_at timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'received'
          CHECK (status IN ('received', 'running', 'held', 'integrated', 'integrated_with_alerts', 'rejected', 'ignored',
                            'superseded', 'refused', 'cancelled', 'interrupted', 'rolled_back')),
        attempt int NOT NULL DEFAULT 1,
        approved_plan_hash text,
        -- When a person last asked for an attempt: an approval, a retry. NULL: nobody has.
        asked_at timestamptz,
        -- First claim: the freeze is counted from here and the plan is computed for it.
        claimed_at timestamptz,
        ended_at timestamptz,
        next_actor text NOT NULL DEFAULT 'nobody'
          CHECK (next_actor IN ('nobody', 'manager', 'depositor', 'operator')),
        message_code text,
        message text,
        school_year text,
        format text,
        format_version text,
        software text,
        -- What an encrypted export says of itself: when it was written, the school's name and town.
        exported_at timestamptz,
        exported_by text,
        -- Of the decompressed timetable.
        timetable_sha256 text,
        first_of_year boolean NOT NULL DEFAULT false,
        counts jsonb NOT NULL DEFAULT '{}',
        thresholds jsonb NOT NULL DEFAULT '[]',
        unmatched jsonb NOT NULL DEFAULT '{}',
        recognised jsonb NOT NULL DEFAULT '[]',
        -- What becomes of weekly courses: their number, and the biggest ones with references, for the report.
        course_changes jsonb NOT NULL DEFAULT '{"total": 0, "items": []}',
        -- Matched with somebody or a class that left the directory: {"total": 3, "items": [...]}, the first of them.
        absent jsonb NOT NULL DEFAULT '{"items": [], "total": 0}',
        -- What the directory knows under another id since the import before: {"counts": {"class": 2}, "classes": [...]}.
        replaced jsonb NOT NULL DEFAULT '{"counts": {}, "classes": []}',
        plan_hash text,
        -- Versions of the current state, matches, settings and directory the plan was computed from; once published, those it left.
        plan_versions text,
        -- The closed runs the file states, for the publication.
        file_closures jsonb NOT NULL DEFAULT '[]',
        -- Counts of the publication; NULL until it has committed. What a retried publication answers.
        published jsonb,
        superseded_by uuid REFERENCES import (id),
        -- When its plan rows and its problems one by one went, their totals kept; when everything that names people did.
        plan_erased_at timestamptz,
        personal_data_erased_at timestamptz
      );
      CREATE INDEX import_dashboard ON import (campus_code, received_at DESC, id);
      CREATE INDEX import_awaited ON import (campus_code) WHERE next_actor <> 'nobody';
      -- What is published, by reception: what an import that comes back would overwrite.
      CREATE INDEX import_published ON import (campus_code, received_at) WHERE published IS NOT NULL;
      CREATE INDEX import_open ON import (status) WHERE status IN ('received', 'running', 'held', 'interrupted');
      -- What was integrated, the last one first, and by what it brought: what the next one is compared with.
      CREATE INDEX import_integrated ON import (campus_code, ended_at DESC, id DESC)
        WHERE status IN ('integrated', 'integrated_with_alerts', 'rolled_back');
      CREATE INDEX import_timetable ON import (campus_code, timetable_sha256)
        WHERE status IN ('integrated', 'integrated_with_alerts', 'rolled_back');
      -- What a newer file makes superfluous.
      CREATE INDEX import_supersedable ON import (campus_code, received_at)
        WHERE status IN ('received', 'running', 'held', 'interrupted');
      -- Find what is to be erased without reading the years that were.
      CREATE INDEX import_plan_kept ON import (ended_at) WHERE plan_erased_at IS NULL;
      CREATE INDEX import_personal_data_kept ON import (received_at) WHERE personal_data_erased_at IS NULL;

      CREATE TABLE import_step (
        import_id uuid NOT NULL REFERENCES import (id),
        step text NOT NULL CHECK (step IN ('transfer', 'validation', 'thresholds', 'groups', 'sessions')),
        state text NOT NULL
          CHECK (state IN ('pending', 'running', 'ok', 'alert', 'blocked', 'failed', 'skipped')),
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
        -- Problems that follow from this one: code, count, meaning.
        consequences jsonb NOT NULL DEFAULT '[]',
        -- Place in the report: root causes first.
        rank int NOT NULL DEFAULT 0,
        meaning text NOT NULL,
        advice text NOT NULL,
        PRIMARY KEY (import_id, code)
      );

      -- Problems one by one, in the order of the report. May name people, pupils included: never logged, mailed, or told Temporal.
      CREATE TABLE import_problem_occurrence (
        import_id uuid NOT NULL REFERENCES import (id),
        position int NOT NULL,
        code text NOT NULL,
        severity text NOT NULL CHECK (severity IN ('error', 'warning')),
        meaning text NOT NULL,
        advice text NOT NULL,
        -- Where to find it in EDT.
        place text,
        value text,
        line int,
        -- How many this one stands for, once so many were kept one by one.
        occurrences int NOT NULL,
        -- Code of the problem that it follows from.
        cause text,
        PRIMARY KEY (import_id, position)
      );

      -- Plan rows: what an import changes, with enough to undo it. Created sessions are found by session.created_by.
      CREATE TABLE import_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        kind text NOT NULL
          CHECK (kind IN ('subject', 'service', 'closure', 'group', 'membership', 'session')),
        type text NOT NULL
          CHECK (type IN ('created', 'modified', 'renamed', 'deleted', 'cancelled', 'revived', 'moved', 'unchanged',
                          'edited_by_hand', 'kept')),
        key text NOT NULL,
        label text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE INDEX import_change_page ON import_change (import_id, kind, type, id);

      -- What a plan did or would have done, counted when its rows go: its staging without having been published, or all by age.
      CREATE TABLE import_summary (
        import_id uuid NOT NULL REFERENCES import (id),
        grouping text NOT NULL CHECK (grouping IN ('kind', 'class', 'teacher', 'subject', 'week')),
        key text NOT NULL,
        type text NOT NULL,
        count int NOT NULL,
        PRIMARY KEY (import_id, grouping, key, type)
      );

      -- What SSE clients follow; resumable by id. Dropped with the import's age. 'import': it was received.
      CREATE TABLE import_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        import_id uuid NOT NULL REFERENCES import (id),
        type text NOT NULL CHECK (type IN ('import', 'step', 'status')),
        data jsonb NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX import_event_follow ON import_event (import_id, id);
      CREATE INDEX import_event_age ON import_event (at);
    `);
  }
}
