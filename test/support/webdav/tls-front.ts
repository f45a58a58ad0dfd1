import { freePort } from '@timetable/embedded';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DepositWorld, LOGIN, PASSWORD } from './deposit-world.js';
import type { DoorProcess } from './door-process.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);
const OPERATIONS = fileURLToPath(new URL('../../../docs/operations.md', import.meta.url));

/** The host that the examples of the operations page are for. */
export const FRONT_HOST = 'depot.ent.example';

/** The examples of the operations page in that language, in their order. */
export async function documentedExamples(language: string): Promise<string[]> {
  const fences = (await readFile(OPERATIONS, 'utf8')).matchAll(
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'),
  );
  return Array.from(fences, ([, example]) => example ?? '');
}

/** Two doors behind a proxy that ends TLS, a certificate for it, and curl as the program that comes from outside. */
export class TlsFront {
  #proxy: ChildProcess | undefined;

  private constructor(
    readonly world: DepositWorld,
    private readonly second: DoorProcess,
    /** Of the certificate (`<host>.pem` and `.key`), of the proxy's own files, and of those to send in `files`. */
    readonly directory: string,
    readonly port: number,
  ) {}

  static async create(): Promise<TlsFront> {
    const world = await DepositWorld.create();
    const second = await world.startInstance();
    const directory = await mkdtemp(join(tmpdir(), 'tls-front-'));
    // A proxy's workers need not be root.
    await chmod(directory, 0o755);
    await mkdir(join(directory, 'files'));
    const names = ['-keyout', `${FRONT_HOST}.key`, '-out', `${FRONT_HOST}.pem`];
    const subject = [
      '-days',
      '1',
      '-subj',
      `/CN=${FRONT_HOST}`,
      '-addext',
      `subjectAltName=DNS:${FRONT_HOST}`,
    ];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...names, ...subject], {
      cwd: directory,
    });
    return new TlsFront(world, second, directory, await freePort());
  }

  /** `host:port` of each door. */
  get doors(): readonly [string, string] {
    return [`127.0.0.1:${this.world.door.port}`, `127.0.0.1:${this.second.port}`];
  }

  /** What each door logged. */
  get logs(): readonly string[] {
    return [this.world.door.log, this.second.log];
  }

  /** Starts the proxy; @returns whether it lets requests through. */
  async start(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
    this.#proxy = spawn(command, args, { env, stdio: 'ignore' });
    return eventually(() =>
      this.curl('/healthz').then(
        ({ status }) => status === '200',
        () => false,
      ),
    );
  }

  /** @param args more of curl's own, whose last word counts */
  async curl(path: string, ...args: string[]): Promise<{ status: string; body: string }> {
    const certificate = join(this.directory, `${FRONT_HOST}.pem`);
    const { stdout } = await run('curl', [
      ...['-sS', '--cacert', certificate, '--resolve', `${FRONT_HOST}:${this.port}:127.0.0.1`],
      ...['-u', `${LOGIN}:${PASSWORD}`, '-w', '\n%{http_code}', ...args],
      `https://${FRONT_HOST}:${this.port}${path}`,
    ]);
    const end = stdout.lastIndexOf('\n');
    return { status: stdout.slice(end + 1), body: stdout.slice(0, end) };
  }

  async destroy(): Promise<void> {
    try {
      if (this.#proxy?.exitCode === null && this.#proxy.signalCode === null) {
        const ended = once(this.#proxy, 'exit');
        this.#proxy.kill('SIGTERM');
        await ended;
      }
      await this.second.stop();
      await this.world.destroy();
    } finally {
      await rm(this.directory, { recursive: true, force: true });
    }
  }
}
