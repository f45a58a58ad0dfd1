import type { SessionDraft, StatedMembership } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../sql.js';
import type { Transaction } from '../transaction.js';
import { copyChunks, copyText, copyTextArray } from './copy-text.js';
import { seriesOf, type Series } from './session-series.js';

/** Replaces what an earlier try staged of the sessions, and forgets its comparison. Returns how many sessions. */
export async function stageSessions(
  tx: Transaction,
  importId: string,
  sessions: Iterable<SessionDraft>,
): Promise<number> {
  await restage(tx, importId, 'sessions', ['session_staging', 'session_diff']);
  let count = 0;
  await tx.copy(
    `COPY session_staging (import_id, series, start_minute, end_minute, subject_key, audience, teachers,
                           classes, groups, rooms, establishment_ids, unsaid, dates, starts, ends) FROM STDIN`,
    copyChunks(seriesOf(sessions), (series, index) => {
      count += series.length;
      return seriesLine(importId, index, series);
    }),
  );
  return count;
}

function seriesLine(importId: string, index: number, series: Series): string {
  const [first] = series;
  return (
    `${importId}\t${index}\t${first.startMinute}\t${first.endMinute}\t` +
    `${copyText(first.subjectKey)}\t` +
    `${copyTextArray(first.audience)}\t${copyTextArray(first.teachers)}\t${copyTextArray(first.classes)}\t` +
    `${copyTextArray(first.groups)}\t${copyTextArray(first.rooms)}\t${copyTextArray(first.establishmentIds)}\t` +
    `${copyTextArray(first.unsaid ?? [])}\t` +
    `{${series.map(({ date }) => date).join()}}\t` +
    `{${series.map(({ startsAt }) => startsAt.getTime() / 1000).join()}}\t` +
    `{${series.map(({ endsAt }) => endsAt.getTime() / 1000).join()}}\n`
  );
}

/** Replaces what an earlier try staged of the memberships. */
export async function stageMemberships(
  tx: Transaction,
  importId: string,
  rows: Iterable<StatedMembership & { readonly groupKey: string }>,
): Promise<number> {
  await restage(tx, importId, 'memberships', ['membership_staging']);
  return tx.copy(
    'COPY membership_staging (import_id, group_key, person_id, role, starts_on, ends_on, has_start) FROM STDIN',
    copyChunks(
      rows,
      ({ groupKey, personId, role, startsOn, endsOn, hasNoStart }) =>
        `${importId}\t${copyText(groupKey)}\t${copyText(personId)}\t${role}\t${startsOn}\t${endsOn}\t${hasNoStart !== true}\n`,
    ),
  );
}

const STAGED = z.object({ isComplete: z.boolean() });

export async function isStaged(sql: Pick<Sql, 'first'>, importId: string): Promise<boolean> {
  const row = await sql.first(
    STAGED,
    'SELECT count(*) = 3 AS "isComplete" FROM staged_part WHERE import_id = $1',
    [importId],
  );
  return row?.isComplete === true;
}

async function restage(
  tx: Transaction,
  importId: string,
  part: 'sessions' | 'memberships',
  tables: readonly string[],
): Promise<void> {
  for (const table of tables) await tx.run(`DELETE FROM ${table} WHERE import_id = $1`, [importId]);
  await markStaged(tx, importId, part);
  if (part === 'sessions') {
    await tx.run(`DELETE FROM staged_part WHERE import_id = $1 AND part = 'diff'`, [importId]);
  }
}

/** The transaction that fills a part marks it. */
export async function markStaged(
  sql: Pick<Sql, 'run'>,
  importId: string,
  part: 'sessions' | 'memberships' | 'diff',
): Promise<void> {
  await sql.run('INSERT INTO staged_part (import_id, part) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    importId,
    part,
  ]);
}
