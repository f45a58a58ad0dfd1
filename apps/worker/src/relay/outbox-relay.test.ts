import { describe, expect, it } from '@jest/globals';
import type { HandedOver, HandOver } from '@timetable/persistence';
import { pino } from 'pino';
import { OutboxRelay } from './outbox-relay.js';

const log = pino({ level: 'silent' });
const MOST = 20;

const handed = (id: string, campusCode = 'CITE'): HandedOver => ({
  id,
  campusCode,
  importId: `import-${id}`,
  attempt: 1,
  tries: 1,
});

class FakeOutbox {
  readonly handedBack: string[] = [];
  constructor(
    private readonly attempts: readonly HandedOver[],
    private readonly ended = 0,
  ) {}
  handOver = (most: number): Promise<HandOver> => {
    expect(most).toBe(MOST);
    return Promise.resolve({ attempts: this.attempts, ended: this.ended });
  };
  handBack = (ids: readonly string[]) => Promise.resolve(void this.handedBack.push(...ids));
}

const relay = (outbox: FakeOutbox, tellOfWork: (campusCode: string) => Promise<void>) =>
  new OutboxRelay(outbox, { tellOfWork }, MOST, log).relayDue();

describe('OutboxRelay', () => {
  it('tells each campus once that there is work, and nothing of it', async () => {
    const told: unknown[][] = [];
    const outbox = new FakeOutbox([handed('1'), handed('2'), handed('3', 'OTHER')]);
    expect(await relay(outbox, (...args) => Promise.resolve(void told.push(args)))).toBe(false);
    expect(told).toEqual([['CITE'], ['OTHER']]);
    expect(outbox.handedBack).toEqual([]);
  });

  it('gives their place back to the attempts of a campus that cannot be told, without holding up the others', async () => {
    const outbox = new FakeOutbox([handed('1', 'DOWN'), handed('2', 'UP'), handed('3', 'DOWN')]);
    const tell = (campus: string) =>
      campus === 'DOWN' ? Promise.reject(new Error('down')) : Promise.resolve();
    expect(await relay(outbox, tell)).toBe(true);
    expect(outbox.handedBack).toEqual(['1', '3']);
  });

  it('pauses once it has given away what it can or nobody could be told, and goes on after some ended unread', async () => {
    const down = () => Promise.reject(new Error('down'));
    expect(await relay(new FakeOutbox([]), down)).toBe(false);
    expect(await relay(new FakeOutbox([handed('1')]), down)).toBe(false);
    expect(await relay(new FakeOutbox([], 1_000), down)).toBe(true);
  });

  it('fails when the places cannot be given back: the sweeper finds them', async () => {
    const outbox = new FakeOutbox([handed('1')]);
    outbox.handBack = () => Promise.reject(new Error('database down'));
    await expect(relay(outbox, () => Promise.reject(new Error('down')))).rejects.toThrow('database down');
  });
});
