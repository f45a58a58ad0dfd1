import { THRESHOLD_CODES, THRESHOLDS, type ThresholdCode, type ThresholdSetting } from '@timetable/domain';
import { listAudit, recordAudit } from '../audit/audit.repository.js';
import type { Database } from '../database.js';
import { bumpVersion, lockCampus, type Actor } from './campus.repository.js';
import { ThresholdEntity } from './threshold.entity.js';

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
  async list(campusCode: string): Promise<ThresholdSetting[]> {
    return settingsOf(await this.#database.fork().find(ThresholdEntity, { campusCode }));
  }

  /**
   * Writes what differs, with its history; imports held on older settings will be planned again when approved.
   * @param check sees what is there, which nobody changes meanwhile; when it throws, nothing is written
   */
  async save(
    campusCode: string,
    settings: readonly ThresholdSetting[],
    actor: Actor,
    check: (current: readonly ThresholdSetting[]) => void = () => undefined,
  ): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const { em } = tx;
      await lockCampus(tx, campusCode);
      const rows = await em.find(ThresholdEntity, { campusCode });
      const before = settingsOf(rows);
      check(before);
      const current = new Map(before.map((setting) => [setting.code, setting]));
      const changed = settings.filter((setting) => !isSame(setting, current.get(setting.code)));
      if (changed.length === 0) return;
      for (const setting of changed) {
        const { code, limit, blocking, minCount = null } = setting;
        const values = { limit: `${limit}`, blocking, minCount };
        const row = rows.find((stored) => stored.code === code);
        if (row === undefined) em.create(ThresholdEntity, { campusCode, code, ...values }, { persist: true });
        else em.assign(row, values);
        recordAudit(tx, {
          at: actor.at,
          actor: actor.login,
          action: 'threshold.changed',
          campusCode,
          subject: code,
          detail: { before: current.get(code), after: setting },
        });
      }
      await bumpVersion(tx, campusCode, 'settingsVersion');
    });
  }

  /** Latest first. */
  async history(campusCode: string, limit: number): Promise<ThresholdChangeRecord[]> {
    const rows = await listAudit(this.#database, { campusCode, action: 'threshold.changed', limit });
    return rows.map(({ at, actor, subject, detail }) => ({
      at,
      by: actor,
      code: subject,
      before: detail['before'],
      after: detail['after'],
    }));
  }
}

interface StoredThreshold {
  readonly code: ThresholdCode;
  readonly limit: string;
  readonly blocking: boolean;
  readonly minCount: number | null;
}

function settingsOf(rows: readonly StoredThreshold[]): ThresholdSetting[] {
  const stored = new Map(rows.map((row) => [row.code, { ...row, limit: Number(row.limit) }]));
  return THRESHOLD_CODES.map((code) => {
    const { limit, blocking, minCount } = { minCount: null, ...THRESHOLDS[code], ...stored.get(code) };
    return { code, limit, blocking, ...(minCount === null ? {} : { minCount }) };
  });
}

const isSame = (a: ThresholdSetting, b: ThresholdSetting | undefined): boolean =>
  a.limit === b?.limit && a.blocking === b.blocking && a.minCount === b.minCount;
