import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { RunningProduct } from './product.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Printed after each line whose output is announced: it never is in an output. */
const MARK = '\u001e';
const SHIFTED_DATE = pathToFileURL(join(import.meta.dirname, 'shifted-date.mjs')).href;
const TIMEOUT_MS = 270_000;

export interface Announcement {
  /** What the page says one sees, after `# →`. */
  readonly announced: string;
  /** Whether all of its pieces (between `…`) were printed, in order. */
  readonly seen: boolean;
  /** What was printed since the announcement before it. */
  readonly printed: string;
}

/** Pages of documentation typed one after the other in one shell, against a started product. */
export class ShellPages {
  readonly #product: RunningProduct;
  readonly #directory: string;
  readonly #clock: Readonly<Record<'CLOCK' | 'CLOCK_SINCE', string>>;

  /**
   * @param directory of its own; stands for /tmp
   * @param clock the `CLOCK` that the product was just started with: what is typed is typed on that day
   */
  constructor(product: RunningProduct, directory: string, clock: string) {
    this.#product = product;
    this.#directory = directory;
    this.#clock = { CLOCK: clock, CLOCK_SINCE: String(Date.now()) };
  }

  /**
   * Runs the `sh` blocks of a page with `set -e`, as typed, after those of the pages before it.
   * @param section runs only what follows this heading, up to the next one of its level
   * @throws Error with what was printed, when a command fails
   */
  async run(page: string, section?: string): Promise<Announcement[]> {
    const lines = this.#adapted(blocksOf(await readFile(join(ROOT, page), 'utf8'), section)).split('\n');
    const announced = lines.flatMap((line) => / # → (.*)$/.exec(line)?.[1]?.trim() ?? []);
    const marked = lines.map((line) => (line.includes(' # → ') ? `${line}\nprintf '${MARK}'` : line));
    const outputs = (await this.#shell(page, marked.join('\n'))).split(MARK);
    return announced.map((text, index) => {
      const printed = outputs[index] ?? '';
      return { announced: text, seen: comesInOrder(text.split('…'), printed), printed };
    });
  }

  /** The only differences with what a person types: ports, and where files are written. */
  #adapted(script: string): string {
    const { apiUrl, depositUrl } = this.#product.description;
    return script
      .replaceAll('localhost:3000', new URL(apiUrl).host)
      .replaceAll('localhost:8080', new URL(depositUrl).host)
      .replaceAll('/tmp/', `${this.#directory}/`)
      .replaceAll('.data/', `${this.#product.dataDirectory}/`);
  }

  async #shell(page: string, script: string): Promise<string> {
    // Functions and variables stay from one page to the next, as in one terminal.
    const state = join(this.#directory, 'shell-state');
    const file = join(this.#directory, 'page.sh');
    const names = 'API TOKEN LOGIN SECRET DEPOSIT';
    const keep = `for name in ${names}; do declare -p $name 2>/dev/null || true; done`;
    await writeFile(state, '', { flag: 'a' });
    await writeFile(file, `set -e\n. ${state}\n${script}\n{ ${keep}; declare -f; } > ${state}\n`);
    const env = {
      ...process.env,
      ...this.#clock,
      NODE_OPTIONS: `--import ${SHIFTED_DATE}`,
      DATA_DIR: this.#product.dataDirectory,
    };
    const running = run('bash', [file], {
      cwd: ROOT,
      env,
      timeout: TIMEOUT_MS,
      maxBuffer: 256 * 1024 * 1024,
    });
    // A page that asks nothing may be over before this is written: that is no failure, and one has its exit code.
    running.child.stdin?.on('error', () => undefined).end(`${this.#product.description.adminPassword}\n`);
    try {
      return (await running).stdout;
    } catch (error) {
      const printed = typeof error === 'object' && error !== null ? Object.values(error).join('\n') : '';
      throw new Error(`${page}: ${printed.slice(-3000)}`, { cause: error });
    }
  }
}

const run = promisify(execFile);

function blocksOf(page: string, section: string | undefined): string {
  const start = section === undefined ? 0 : page.indexOf(`\n## ${section}\n`) + 1;
  const end = section === undefined ? -1 : page.indexOf('\n## ', start);
  const text = page.slice(start, end < 0 ? undefined : end);
  return Array.from(text.matchAll(/^```sh\n(.*?)^```$/gms), ([, block]) => block).join('');
}

function comesInOrder(pieces: readonly string[], text: string): boolean {
  let from = 0;
  return pieces.every((piece) => {
    const found = text.indexOf(piece.trim(), from);
    from = found + piece.length;
    return found >= 0;
  });
}
