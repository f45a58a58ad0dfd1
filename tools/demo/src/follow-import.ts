import type { ImportDetail, ImportStepRow } from '@timetable/contracts';
import type { ApiClient } from '@timetable/product';
import { countsInFrench } from '@timetable/domain';

/** Statuses in which an import still moves by itself. */
const MOVING = new Set(['received', 'running']);
const GIVE_UP_MS = 180_000;
const SIGNS: Readonly<Partial<Record<ImportStepRow['state'], string>>> = {
  ok: '✓',
  alert: '!',
  blocked: '■',
  failed: '✗',
};

/** Shows an import's steps as its live events (SSE) come, each once, from its deposit to its end. */
export class ImportFollower {
  readonly #api: ApiClient;
  readonly #id: string;
  readonly #say: (line: string) => void;
  /** Steps already shown, with the instant at which each ended: an approved import runs through them again. */
  readonly #shown = new Set<string>();

  constructor(api: ApiClient, id: string, say: (line: string) => void) {
    this.#api = api;
    this.#id = id;
    this.#say = say;
  }

  /**
   * @returns the import once it moves no more: over, or waiting for a decision
   * @throws Error when that takes more than three minutes
   */
  async untilItRests(): Promise<ImportDetail> {
    const timeout = AbortSignal.timeout(GIVE_UP_MS);
    const reading = new AbortController();
    try {
      // The events say that something changed; what it is now is asked afresh, so that none can be missed.
      for await (const { type } of this.#api.events(this.#id, AbortSignal.any([timeout, reading.signal]))) {
        if (type !== 'step' && type !== 'status') continue;
        const detail = await this.#api.import(this.#id);
        for (const step of detail.steps) this.#show(step);
        if (!MOVING.has(detail.status)) return detail;
      }
    } catch (error) {
      if (!timeout.aborted) throw error;
      throw new Error(`L’import ${this.#id} n’est pas terminé après trois minutes.`, { cause: error });
    } finally {
      reading.abort();
    }
    throw new Error(`Le suivi de l’import ${this.#id} s’est interrompu.`);
  }

  #show({ step, label, state, startedAt, endedAt, counts, message }: ImportStepRow): void {
    const sign = SIGNS[state];
    const key = `${step} ${endedAt ?? ''}`;
    if (sign === undefined || startedAt === null || endedAt === null || this.#shown.has(key)) return;
    this.#shown.add(key);
    const seconds = ((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1).replace('.', ',');
    const details = [`${seconds} s`, countsInFrench(counts)].filter((detail) => detail !== '');
    this.#say(`  ${sign} ${label} (${details.join(' ; ')})`);
    if (message !== null) this.#say(`    ${message}`);
  }
}
