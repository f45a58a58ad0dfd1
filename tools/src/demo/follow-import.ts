import type { ImportDetail } from '@timetable/contracts';
import type { ApiClient } from '../product/api-client.js';

/** Statuses in which an import still moves by itself. */
const MOVING = new Set(['received', 'running']);
const GIVE_UP_MS = 180_000;

/**
 * Shows an import's steps as its live events (SSE) come, and returns it once it moves no more.
 * @throws Error when it takes more than three minutes
 */
export async function followImport(
  api: ApiClient,
  id: string,
  say: (line: string) => void,
): Promise<ImportDetail> {
  const shown = new Set<string>();
  const timeout = AbortSignal.timeout(GIVE_UP_MS);
  const reading = new AbortController();
  const signal = AbortSignal.any([timeout, reading.signal]);
  try {
    // The events say that something changed; what it is now is asked afresh, so that none can be missed.
    for await (const { type } of api.events(id, signal)) {
      if (type !== 'step' && type !== 'status') continue;
      const detail = await api.import(id);
      showSteps(detail, shown, say);
      if (!MOVING.has(detail.status)) return detail;
    }
  } catch (error) {
    if (timeout.aborted)
      throw new Error(`L’import ${id} n’est pas terminé après trois minutes.`, { cause: error });
    throw error;
  } finally {
    reading.abort();
  }
  throw new Error(`Le suivi de l’import ${id} s’est interrompu.`);
}

function showSteps({ steps }: ImportDetail, shown: Set<string>, say: (line: string) => void): void {
  for (const { step, label, state, stateLabel, startedAt, endedAt, counts, message } of steps) {
    if (state === 'pending' || state === 'running' || shown.has(step)) continue;
    shown.add(step);
    const sign = { ok: '✓', alert: '!', blocked: '■', failed: '✗', skipped: '–' }[state];
    const seconds =
      startedAt === null || endedAt === null
        ? ''
        : ` en ${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
    const figures = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    say(
      `  ${sign} ${label} : ${stateLabel.toLowerCase()}${seconds}${figures.length === 0 ? '' : ` (${figures.join(', ')})`}`,
    );
    if (message !== null) say(`    ${message}`);
  }
}
