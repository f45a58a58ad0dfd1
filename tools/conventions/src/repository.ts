import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { TextFile } from './offence.js';

/** Folders whose content nobody writes by hand. */
const MADE = new Set(['node_modules', 'dist', 'reports', 'coverage', '.git', '.data', '.test-data']);

/** What people wrote in a checkout. */
export class Repository {
  /** Every file and folder, from the root, with slashes. */
  readonly paths: ReadonlySet<string>;
  readonly #root: string;
  readonly #files: readonly string[];

  constructor(root: string) {
    this.#root = root;
    const folders: string[] = [];
    const files: string[] = [];
    const walk = (folder: string): void => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (MADE.has(entry.name)) continue;
        const path = join(folder, entry.name);
        const name = relative(root, path).split(sep).join('/');
        if (!entry.isDirectory()) files.push(name);
        else {
          folders.push(name);
          walk(path);
        }
      }
    };
    walk(root);
    this.#files = files;
    this.paths = new Set([...folders, ...files]);
  }

  filesLike(pattern: RegExp): TextFile[] {
    return this.#files
      .filter((path) => pattern.test(path))
      .map((path) => ({ path, text: readFileSync(join(this.#root, path), 'utf8') }));
  }
}
