import { listenToImports, type Database, type Subscription } from '@timetable/persistence';

const MOVING = ['received', 'running'] as const;
/** Should an announcement be lost with its connection. */
const LOOK_AGAIN_MS = 1_000;

/** Tells when imports have ended, by what PostgreSQL announces. */
export class ImportEnds {
  readonly #database: Database;
  readonly #subscription: Subscription;
  readonly #awaited: Map<string, () => void>;

  private constructor(database: Database, subscription: Subscription, awaited: Map<string, () => void>) {
    this.#database = database;
    this.#subscription = subscription;
    this.#awaited = awaited;
  }

  static async listen(database: Database): Promise<ImportEnds> {
    const awaited = new Map<string, () => void>();
    const subscription = await listenToImports(database, (news) => {
      if (news !== undefined) awaited.get(news.importId)?.();
    });
    return new ImportEnds(database, subscription, awaited);
  }

  async ended(id: string): Promise<void> {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = (): void => {
        resolve(undefined);
      };
      const timer = setTimeout(wake, LOOK_AGAIN_MS);
      this.#awaited.set(id, wake);
      if (!(await this.#isMoving(id))) wake();
      else await promise;
      clearTimeout(timer);
      this.#awaited.delete(id);
      if (!(await this.#isMoving(id))) return;
    }
  }

  async close(): Promise<void> {
    await this.#subscription.close();
  }

  async #isMoving(id: string): Promise<boolean> {
    const moving = await this.#database.query
      .selectFrom('import')
      .select('id')
      .where('id', '=', id)
      .where('status', 'in', MOVING)
      .executeTakeFirst();
    return moving !== undefined;
  }
}
