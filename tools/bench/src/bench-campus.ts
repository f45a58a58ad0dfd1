import { setTimeout as sleep } from 'node:timers/promises';
import { exportBytes, type School } from '@timetable/generator';
import { listenToImports } from '@timetable/persistence';
import type { ApiClient } from '@timetable/product';
import type { BenchProduct } from './bench-product.js';
import { loadDirectory } from './declared-campus.js';
import { BENCH_ESTABLISHMENT, BENCH_UAI, NOTHING_BLOCKS, oneCourse } from './bench-school.js';

const SUCCESS = ['integrated', 'integrated_with_alerts'];
const MOVING = ['received', 'running'];
/** An import of 100 MB takes minutes. */
const GIVE_UP_MS = 15 * 60_000;

/** A campus of one establishment whose school year is open, and its deposit account. */
export class BenchCampus {
  readonly #product: BenchProduct;
  readonly code: string;
  /** Where the establishment deposits, and with what `Authorization`. */
  readonly url: string;
  readonly authorization: string;
  #deposits = 0;

  private constructor(product: BenchProduct, code: string, url: string, authorization: string) {
    this.#product = product;
    this.code = code;
    this.url = url;
    this.authorization = authorization;
  }

  /** Declares the campus, loads its directory, and opens its year by the manual import of a single course. */
  static async open(product: BenchProduct, code: string, school: School): Promise<BenchCampus> {
    const { api } = product;
    const name = `Collège ${code}`;
    const establishments = [{ code: BENCH_ESTABLISHMENT, uai: BENCH_UAI, name }];
    await api.createCampus({ code, name, academicZone: 'B', establishments });
    // Past the API, whose requests have a size limit: an ENT of 100 000 people sends them in several times.
    await loadDirectory(product.database, code, school);
    await api.putThresholds(code, NOTHING_BLOCKS);
    await openYear(api, code, school);
    const account = await api.createDepositAccount(code, `${BENCH_ESTABLISHMENT}-secretariat`);
    const url = account.urls.find((target) => target.url.endsWith(`/${BENCH_ESTABLISHMENT}/`))?.url;
    if (url === undefined) throw new Error('L’adresse de dépôt de l’établissement manque.');
    const authorization = `Basic ${Buffer.from(`${account.login}:${account.password}`).toString('base64')}`;
    return new BenchCampus(product, code, url, authorization);
  }

  /** As clients do before they push: the password is checked then, and known at the PUT. */
  async look(): Promise<void> {
    const headers = { authorization: this.authorization, depth: '0' };
    await (await fetch(this.url, { method: 'PROPFIND', headers })).text();
  }

  /**
   * Pushes a file over WebDAV, as EDT does, and waits for its import to be integrated, which PostgreSQL announces.
   * @returns milliseconds of the push alone, and from its beginning to the integration
   */
  async deposit(file: Uint8Array<ArrayBuffer>): Promise<{ pushedMs: number; integratedMs: number }> {
    this.#deposits += 1;
    const fileName = `EDT_${this.#deposits}.xml`;
    const { database } = this.#product;
    const announced = new Announcements();
    const subscription = await listenToImports(database, () => {
      announced.add();
    });
    try {
      await this.look();
      const startedAt = performance.now();
      const response = await fetch(`${this.url}${fileName}`, {
        method: 'PUT',
        headers: { authorization: this.authorization },
        body: file,
      });
      const pushedMs = performance.now() - startedAt;
      if (response.status !== 201)
        throw new Error(`Dépôt refusé : ${response.status} ${await response.text()}`);
      const deadline = startedAt + GIVE_UP_MS;
      for (;;) {
        const seen = announced.count;
        const status = await this.#statusOf(fileName);
        const integratedMs = performance.now() - startedAt;
        if (status !== undefined && !MOVING.includes(status)) {
          if (!SUCCESS.includes(status))
            throw new Error(`L’import de ${this.code} a fini ainsi : ${status}.`);
          return { pushedMs, integratedMs };
        }
        if (performance.now() > deadline) throw new Error(`L’import de ${this.code} ne finit pas.`);
        await announced.after(seen);
      }
    } finally {
      await subscription.close();
    }
  }

  async #statusOf(fileName: string): Promise<string | undefined> {
    const found = await this.#product.database.query
      .selectFrom('import')
      .select('status')
      .where('campusCode', '=', this.code)
      .where('fileName', '=', fileName)
      .executeTakeFirst();
    return found?.status;
  }
}

async function openYear(api: ApiClient, campus: string, school: School): Promise<void> {
  const file = new Uint8Array(await exportBytes(oneCourse(school), { zip: true }));
  const { id } = await api.upload(campus, file, 'EDT_ouverture.zip', BENCH_ESTABLISHMENT);
  const { planHash } = await untilStill(api, id);
  if (planHash === null) throw new Error('Le premier import n’a pas de plan.');
  await api.approve(id, planHash);
  const { status } = await untilStill(api, id);
  if (!SUCCESS.includes(status)) throw new Error(`L’ouverture de l’année a fini ainsi : ${status}.`);
}

async function untilStill(api: ApiClient, id: string): Promise<{ status: string; planHash: string | null }> {
  for (;;) {
    const { status, planHash } = await api.import(id);
    if (!MOVING.includes(status)) return { status, planHash };
    await sleep(50);
  }
}

/** Counts announcements and wakes who waits for the next; at least every half second, should one be lost. */
class Announcements {
  count = 0;
  #wake: () => void = () => undefined;

  add(): void {
    this.count += 1;
    this.#wake();
  }

  async after(seen: number): Promise<void> {
    if (this.count > seen) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, 500, undefined);
    this.#wake = () => {
      resolve(undefined);
    };
    await promise;
    clearTimeout(timer);
  }
}
