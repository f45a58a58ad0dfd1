// Started by watchdog.ts. Its standard input is its lifeline: the end of it means that our parent is gone.
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { processGroupSchema, stopGroup, type ProcessGroup } from './process-group.js';

const messageSchema = z.object({ watch: processGroupSchema.optional(), forget: z.number().optional() });

// A terminal's Ctrl-C is the parent's business; so is the order in which things stop.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);

const watched = new Map<number, ProcessGroup>();
for await (const line of createInterface({ input: process.stdin })) {
  const { watch, forget } = messageSchema.parse(JSON.parse(line));
  if (watch !== undefined) watched.set(watch.pid, watch);
  if (forget !== undefined) watched.delete(forget);
}
// Last started, first stopped: the processes before the servers they use.
for (const group of [...watched.values()].reverse()) await stopGroup(group);
