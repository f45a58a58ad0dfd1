import { join, resolve } from 'node:path';

/** Where `npm start` keeps everything: one directory, so that deleting it starts over. */
export class DataDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** The embedded PostgreSQL, or a link to where it had to go. */
  readonly postgres = (): string => join(this.path, 'postgres');
  readonly temporalFile = (): string => join(this.path, 'temporal', 'temporal.db');
  readonly mails = (): string => join(this.path, 'mails');
  /** What was received over WebDAV or REST, unless STORAGE_URL says otherwise. */
  readonly files = (): string => join(this.path, 'files');
  readonly log = (process: string): string => join(this.path, 'logs', `${process}.log`);
  readonly logs = (): string => join(this.path, 'logs');
  /** Private keys of encrypted exports. */
  readonly partnerKeys = (): string => join(this.path, 'partner-keys');
  /** Generated secrets, readable by their owner only. */
  readonly credentials = (): string => join(this.path, 'credentials.json');
  /** Pids of what runs. */
  readonly run = (): string => join(this.path, 'run');
  /** Addresses of what runs, for `npm run demo` and the tests; absent when nothing does. */
  readonly product = (): string => join(this.path, 'product.json');
  /** Files at hand for who has none: `<campus>/<name>`. */
  readonly examples = (): string => join(this.path, 'examples');
  /** An export ready to be imported into a campus. */
  readonly sample = (campus: string): string => join(this.examples(), campus, `EDT_${campus}.zip`);
}
