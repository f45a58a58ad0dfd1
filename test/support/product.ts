import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ApiClient,
  productDescriptionSchema,
  type ProductAnswer,
  type ProductDescription,
  type ProductOrder,
  type ProductPart,
} from '@timetable/product';

const START = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'dist/start.js');
const READY_TIMEOUT_MS = 120_000;

export interface ProductOptions {
  /** Kept between two starts by the test that gives it; else a temporary one, removed by `stop`. */
  readonly dataDirectory?: string;
  /** `CLOCK`, thresholds of size…: what the three processes are told besides. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The whole product, exactly as `npm start` runs it, on free ports, in a process of its own. */
export class RunningProduct {
  readonly description: ProductDescription;
  readonly dataDirectory: string;
  /** Signed in as the operator. */
  readonly api: ApiClient;
  readonly #process: ChildProcess;
  readonly #isTemporary: boolean;
  #orders = 0;

  private constructor(
    process: ChildProcess,
    description: ProductDescription,
    api: ApiClient,
    dataDirectory: string,
    isTemporary: boolean,
  ) {
    this.#process = process;
    this.description = description;
    this.api = api;
    this.dataDirectory = dataDirectory;
    this.#isTemporary = isTemporary;
  }

  /** @throws Error with what it printed, when it does not become ready */
  static async start({ dataDirectory, env = {} }: ProductOptions = {}): Promise<RunningProduct> {
    const directory = dataDirectory ?? (await mkdtemp(join(tmpdir(), 'timetable-e2e-')));
    const { child, printed } = launch(directory, env);
    const description = await readyDescription(child, printed);
    const api = await ApiClient.login(description);
    return new RunningProduct(child, description, api, directory, dataDirectory === undefined);
  }

  /** Pid of `npm start` itself. */
  get supervisorPid(): number {
    return this.#process.pid ?? 0;
  }

  /** Pid of a part; undefined while it does not run (a killed one is started again a moment later). */
  async pid(part: ProductPart): Promise<number | undefined> {
    return (await this.#order('pid', part)).pid;
  }

  /** Stops a part until `resume`. */
  async suspend(part: ProductPart): Promise<void> {
    await this.#order('suspend', part);
  }

  async resume(part: ProductPart): Promise<void> {
    await this.#order('resume', part);
  }

  /** Kill -9 of a part: `npm start` starts it again by itself. */
  async killPart(part: ProductPart): Promise<void> {
    const pid = await this.pid(part);
    if (pid === undefined) throw new Error(`${part} does not run`);
    process.kill(pid, 'SIGKILL');
  }

  /** As Ctrl-C does. @returns the exit code */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill(signal);
      await exited;
    }
    if (this.#isTemporary) await rm(this.dataDirectory, { recursive: true, force: true });
    return this.#process.exitCode;
  }

  /** Kill -9 of `npm start` itself. */
  async killOutright(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  async #order(order: ProductOrder['order'], part: ProductPart): Promise<ProductAnswer> {
    this.#orders += 1;
    const id = this.#orders;
    const answer = new Promise<ProductAnswer>((resolve) => {
      const receive = (message: ProductAnswer): void => {
        if (message.id !== id) return;
        this.#process.off('message', receive);
        resolve(message);
      };
      this.#process.on('message', receive);
    });
    this.#process.send({ id, order, part } satisfies ProductOrder);
    const received = await answer;
    if (received.error !== undefined) throw new Error(received.error);
    return received;
  }
}

/** `npm start`, without waiting: for the starts that must fail. */
export function launch(
  dataDirectory: string,
  env: Readonly<Record<string, string>>,
): { child: ChildProcess; printed: () => string } {
  const ports = ['PG', 'TEMPORAL', 'TEMPORAL_UI', 'SMTP_SINK', 'API', 'DEPOSIT', 'WORKER'];
  const child = fork(START, {
    // Jest's own options are not for the product.
    execArgv: [],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      NODE_OPTIONS: '',
      DATA_DIR: dataDirectory,
      ...Object.fromEntries(ports.map((name) => [`${name}_PORT`, '0'])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  return { child, printed: () => output };
}

async function readyDescription(child: ChildProcess, printed: () => string): Promise<ProductDescription> {
  const message = await new Promise<unknown>((resolve, reject) => {
    const fail = (what: string): void => {
      clearTimeout(timer);
      reject(new Error(`npm start ${what}:\n${printed()}`));
    };
    const timer = setTimeout(fail, READY_TIMEOUT_MS, 'is not ready');
    child.once('exit', () => {
      fail('ended');
    });
    child.once('message', (received) => {
      clearTimeout(timer);
      resolve(received);
    });
  });
  if (typeof message !== 'object' || message === null || !('ready' in message)) {
    throw new Error(`Unexpected first message: ${JSON.stringify(message)}`);
  }
  return productDescriptionSchema.parse(message.ready);
}
