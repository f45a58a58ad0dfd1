import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { until } from '../until.js';
import { sha256Of, type DepositWorld, type StoredDeposit } from './deposit-world.js';
import { Troubles } from '../troubles.js';

/** Files of one series, sent by a few clients at once. */
export const UPLOADS = 200;
const CLIENTS = 8;
/** Of who was cut, before the next file. */
const PATIENCE_MS = 300;

const WRITTEN = z.object({ imports: z.int(), outbox: z.int(), steps: z.int() });

/** What a client was told about an upload; undefined: the connection was cut. */
export type Outcome = number | undefined;

export const nameOf = (i: number): string => `EDT_${String(i).padStart(3, '0')}.zip`;
export const bytesOf = (i: number, sizeBytes = 30_000): Buffer => Buffer.alloc(sizeBytes + i, `upload ${i} `);
export const isAccepted = (outcome: Outcome): boolean => outcome === 201 || outcome === 204;

/** Whether the door kept its word about an upload; else what it did. @param found deposits of that file, whole */
export function verdictOn(outcome: Outcome, found: number): string {
  if (isAccepted(outcome)) return found === 1 ? 'kept' : `accepted, ${found} deposits`;
  // Cut before the answer: either way.
  if (outcome === undefined) return found <= 1 ? 'kept' : `cut, ${found} deposits`;
  return found === 0 ? 'kept' : `answered ${outcome}, deposited all the same`;
}

interface SendOptions {
  readonly pauseMs?: number;
  readonly meanwhile?: readonly (() => Promise<void>)[];
  readonly acceptedBetween?: number;
  readonly leastTroubles?: number;
}

/**
 * 200 uploads of different files by a few clients at once, while something dies, and what the door promised about them:
 * an upload answered 201 or 204 has its deposit and its exact bytes in storage, an upload answered otherwise has none.
 */
export class Uploads {
  readonly outcomes = new Map<number, Outcome>();

  /** What was said with each. */
  readonly sentences = new Map<number, string>();

  /** @param sizeBytes of the smallest file: each is a byte larger than the one before */
  constructor(
    private readonly world: DepositWorld,
    private readonly sizeBytes?: number,
  ) {}

  /**
   * Sends them all; who was cut waits a little, as anybody does.
   *
   * @param pauseMs at most, between two uploads of a client: the more, the longer there is something to break
   * @param meanwhile what breaks it, each again and again, beside the others, for as long as something is sent
   * @param acceptedBetween files, between two times of the same trouble: what starts again slowly is not killed all the time
   * @param leastTroubles so often each of them, on the slowest machine and on the quickest: more is sent until then
   */
  async sendAll({
    pauseMs = 0,
    meanwhile = [],
    acceptedBetween,
    leastTroubles = 0,
  }: SendOptions = {}): Promise<void> {
    const troubles = new Troubles(meanwhile, leastTroubles, acceptedBetween);
    const made = troubles.makeAll();
    await this.#sendEach(pauseMs, troubles);
    troubles.end();
    await made;
  }

  async #sendEach(pauseMs: number, troubles: Troubles): Promise<void> {
    let next = 0;
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (next < UPLOADS || !troubles.areEnough) {
          const i = next;
          next += 1;
          const outcome = await this.send(i);
          this.outcomes.set(i, outcome);
          if (isAccepted(outcome)) troubles.noteAccepted();
          await sleep(outcome === undefined ? PATIENCE_MS : Math.random() * pauseMs);
          // Else all files would be used up while a killed door starts again.
          if (outcome === undefined)
            await until(() => Promise.resolve(this.world.door.isRunning || undefined));
        }
      }),
    );
  }

  async send(i: number): Promise<Outcome> {
    try {
      const { status, body } = await this.world.client().put(`/webdav/jaures/${nameOf(i)}`, this.#bytesOf(i));
      this.sentences.set(i, body.toString());
      return status;
    } catch {
      return undefined;
    }
  }

  #bytesOf(i: number): Buffer {
    return bytesOf(i, this.sizeBytes);
  }

  /** The whole promise: kept for what was sent, complete once it is sent again, and nothing of it left behind. */
  async expectNothingLost(): Promise<void> {
    await this.expectPromiseKept();
    await this.expectRetriesComplete();
    await this.expectOrphansSwept();
  }

  /** Compares what clients were told with the table and the storage. */
  async expectPromiseKept(): Promise<void> {
    const deposits = await expectExactBytes(this.world);
    const byName = Map.groupBy(deposits, ({ fileName }) => fileName);
    const told = [...this.outcomes].map(([i, outcome]) => {
      const found = byName.get(nameOf(i)) ?? [];
      const isWhole = found.every(({ sha256 }) => sha256 === sha256Of(this.#bytesOf(i)));
      return isWhole ? verdictOn(outcome, found.length) : 'half';
    });
    expect(told.filter((verdict) => verdict !== 'kept')).toEqual([]);
  }

  /**
   * Sends again what was not accepted, as clients do: then everything is there. Twice only what was deposited though its
   * answer was cut, since other files have come after it: the same bytes after others are a return to them.
   */
  async expectRetriesComplete(): Promise<void> {
    const again = [...this.outcomes].flatMap(([i, outcome]) => (isAccepted(outcome) ? [] : [i]));
    for (const i of again) expect([201, 204]).toContain(await this.send(i));
    const byName = Map.groupBy(await this.world.deposits(), ({ fileName }) => fileName);
    expect([...byName.keys()].sort()).toEqual([...this.outcomes.keys()].map(nameOf).sort());
    const twice = [...byName].flatMap(([name, { length }]) => (length === 1 ? [] : [[name, length]]));
    const allowed = again.filter((i) => this.outcomes.get(i) === undefined).map(nameOf);
    expect(twice.filter(([name, length]) => !allowed.includes(String(name)) || length !== 2)).toEqual([]);
    const rows = await this.world.database.sql.first(
      WRITTEN,
      `SELECT (SELECT count(*)::int FROM import) AS imports, (SELECT count(*)::int FROM outbox) AS outbox,
              (SELECT count(*)::int FROM import_step) AS steps`,
    );
    const deposits = this.outcomes.size + twice.length;
    expect(rows).toEqual({ imports: deposits, outbox: deposits, steps: deposits * 5 });
  }

  /** As the worker does on its schedule; files must be an hour old. */
  async expectOrphansSwept(): Promise<void> {
    const { world } = this;
    const anHourAgo = new Date(Date.now() - 61 * 60_000);
    await world.files.age(anHourAgo);
    await world.door.stop();
    await world.sweepOrphans();
    await world.reopen();
    expect(await world.storedFiles()).toHaveLength(await world.depositCount());
    await expectExactBytes(world);
  }
}

/** The door killed -9 and started again, at any moment of 200 uploads: nothing is lost, once or twice, or left behind. */
export async function expectNothingLostByKillingDoor(world: DepositWorld): Promise<void> {
  const uploads = new Uploads(world);
  const killDoor = async (): Promise<void> => {
    await sleep(150 + Math.random() * 400);
    await world.door.kill();
    await world.reopen();
  };
  await uploads.sendAll({ pauseMs: 150, meanwhile: [killDoor], acceptedBetween: 20, leastTroubles: 5 });
  expect([...uploads.outcomes.values()]).toContain(undefined);
  await uploads.expectNothingLost();
}

/** Every deposit of the table has its bytes in storage. */
export async function expectExactBytes(world: DepositWorld): Promise<StoredDeposit[]> {
  const deposits = await world.deposits();
  for (const { fileName, sha256, storedSha256 } of deposits) {
    expect([fileName, storedSha256]).toEqual([fileName, sha256]);
  }
  return deposits;
}
