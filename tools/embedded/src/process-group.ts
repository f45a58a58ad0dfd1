import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { processIdentity, signal } from './process-identity.js';

export const processGroupSchema = z.object({
  name: z.string(),
  pid: z.number().int().positive(),
  stopSignal: z.enum(['SIGINT', 'SIGTERM']),
  /** Time given to end by itself before it is killed. */
  stopTimeoutMs: z.number(),
});

/** How a started process is asked to end. Each one leads its own process group, so that its children go with it. */
export type ProcessGroup = Readonly<z.infer<typeof processGroupSchema>>;

const POLL_MS = 50;

/** Asks the leader to stop, then kills whatever of its group is left. Returns once the leader has ended. */
export async function stopGroup(group: ProcessGroup): Promise<void> {
  if (signal(group.pid, group.stopSignal)) {
    const deadline = Date.now() + group.stopTimeoutMs;
    while ((await runs(group)) && Date.now() < deadline) await sleep(POLL_MS);
  }
  killGroup(group);
  while (await runs(group)) await sleep(POLL_MS);
}

/** For a second Ctrl-C, and for what outlives its leader. */
export function killGroup({ pid }: Pick<ProcessGroup, 'pid'>): void {
  signal(-pid, 'SIGKILL');
}

async function runs({ pid }: ProcessGroup): Promise<boolean> {
  return (await processIdentity(pid)) !== undefined;
}
