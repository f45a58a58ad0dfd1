import { describe, expect, it } from '@jest/globals';
import type { ClaimedEntry } from '@timetable/persistence';
import { pino } from 'pino';
import { OutboxRelay } from './outbox-relay.js';

const log = pino({ level: 'silent' });

const entry = (id: string, campusCode = 'CITE'): ClaimedEntry => ({
  id,
  campusCode,
  importId: `import-${id}`,
  attempt: 1,
  priority: 3,
  origin: 'automatic',
  establishments: [`${campusCode}/LYC`],
  uais: ['0134567A'],
  queuePlace: { target: `${campusCode}/LYC` },
  tries: 1,
});

class FakeOutbox {
  readonly done: string[] = [];
  readonly failed: string[] = [];
  constructor(private readonly entries: ClaimedEntry[]) {}
  claim = () => Promise.resolve(this.entries);
  markDone = (id: string) => Promise.resolve(void this.done.push(id));
  markFailed = (id: string) => Promise.resolve(void this.failed.push(id));
}

describe('OutboxRelay', () => {
  it('marks a row done once Temporal has it, with references only', async () => {
    const outbox = new FakeOutbox([entry('1')]);
    const queued: unknown[] = [];
    const temporal = { queue: (...args: unknown[]) => Promise.resolve(void queued.push(args)) };
    expect(await new OutboxRelay(outbox, temporal, log).relayDue()).toBe(true);
    expect(outbox.done).toEqual(['1']);
    expect(queued).toEqual([
      [
        'CITE',
        {
          importId: 'import-1',
          attempt: 1,
          establishments: ['CITE/LYC'],
          uais: ['0134567A'],
          target: 'CITE/LYC',
          origin: 'automatic',
          priority: 3,
        },
      ],
    ]);
  });

  it('keeps the row of a campus that Temporal refuses, without holding up the others', async () => {
    const outbox = new FakeOutbox([entry('1', 'DOWN'), entry('2', 'UP')]);
    const temporal = {
      queue: (campus: string) => (campus === 'DOWN' ? Promise.reject(new Error('down')) : Promise.resolve()),
    };
    expect(await new OutboxRelay(outbox, temporal, log).relayDue()).toBe(true);
    expect(outbox).toMatchObject({ done: ['2'], failed: ['1'] });
  });

  it('pauses when nothing was due or nothing went through', async () => {
    const temporal = { queue: () => Promise.reject(new Error('down')) };
    expect(await new OutboxRelay(new FakeOutbox([]), temporal, log).relayDue()).toBe(false);
    expect(await new OutboxRelay(new FakeOutbox([entry('1')]), temporal, log).relayDue()).toBe(false);
  });

  it('leaves the row to be delivered again when it could not be marked', async () => {
    const outbox = new FakeOutbox([entry('1')]);
    outbox.markDone = () => Promise.reject(new Error('database down'));
    const temporal = { queue: () => Promise.resolve() };
    await expect(new OutboxRelay(outbox, temporal, log).relayDue()).rejects.toThrow('database down');
    expect(outbox.failed).toEqual([]);
  });
});
