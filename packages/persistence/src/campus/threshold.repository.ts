import { THRESHOLD_CODES, THRESHOLDS, type ThresholdSetting } from '@timetable/domain';
import { listAudit, recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import type { Sql } from '../sql.js';
import type { Actor } from './campus.repository.js';

export interface ThresholdChangeRecord {
  readonly at: Date;
  readonly by: string;
  readonly code: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The campus's thresholds: rows exist only for those that someone changed, the others have their default. */
export class ThresholdRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** All of them, in the order of the screen. */
  list(campusCode: string): Promise<ThresholdSetting[]> {
    return readThresholds(this.#database.sql, campusCode);
  }

  /** Writes what differs, with its history; imports held on older settings will be planned again when approved. */
  async save(campusCode: string, settings: readonly ThresholdSetting[], actor: Actor): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await tx.run('SELECT FROM campus WHERE code = $1 FOR UPDATE', [campusCode]);
      const current = new Map((await readThresholds(tx, campusCode)).map((row) => [row.code, row]));
      const changed = settings.filter((setting) => !isSame(setting, current.get(setting.code)));
      for (const setting of changed) {
        await tx.run(
          `INSERT INTO threshold (campus_code, code, "limit", blocking, min_count) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (campus_code, code)
           DO UPDATE SET "limit" = EXCLUDED."limit", blocking = EXCLUDED.blocking, min_count = EXCLUDED.min_count`,
          [campusCode, setting.code, setting.limit, setting.blocking, setting.minCount ?? null],
        );
        await recordAudit(tx, {
          at: actor.at,
          actor: actor.login,
          action: 'threshold.changed',
          campusCode,
          subject: setting.code,
          detail: { before: current.get(setting.code), after: setting },
        });
      }
      if (changed.length > 0)
        await tx.run('UPDATE campus SET settings_version = settings_version + 1 WHERE code = $1', [
          campusCode,
        ]);
    });
  }

  /** Latest first. */
  async history(campusCode: string, limit: number): Promise<ThresholdChangeRecord[]> {
    const rows = await listAudit(this.#database.sql, { campusCode, action: 'threshold.changed', limit });
    return rows.map(({ at, actor, subject, detail }) => ({
      at,
      by: actor,
      code: subject,
      before: detail['before'],
      after: detail['after'],
    }));
  }
}

async function readThresholds(sql: Sql, campusCode: string): Promise<ThresholdSetting[]> {
  const rows = await sql.rows<{ code: string; limit: number; blocking: boolean; minCount: number | null }>(
    `SELECT code, "limit"::float8 AS "limit", blocking, min_count AS "minCount" FROM threshold WHERE campus_code = $1`,
    [campusCode],
  );
  const stored = new Map(rows.map((row) => [row.code, row]));
  return THRESHOLD_CODES.map((code) => {
    const { limit, blocking, minCount } = { minCount: null, ...THRESHOLDS[code], ...stored.get(code) };
    return { code, limit, blocking, ...(minCount === null ? {} : { minCount }) };
  });
}

const isSame = (a: ThresholdSetting, b: ThresholdSetting | undefined): boolean =>
  a.limit === b?.limit && a.blocking === b.blocking && a.minCount === b.minCount;
