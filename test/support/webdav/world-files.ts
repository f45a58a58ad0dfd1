import type { BucketServer } from '@timetable/storage/test-support';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** What a door of the tests has stored, seen from behind it. */
export interface WorldFiles {
  /** What the door has to be told of it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where files are received. */
  readonly spoolDirectory: string;
  /** The names of all stored files. */
  list(): Promise<string[]>;
  /** undefined: there is none under that key. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Makes all of them last written then. */
  age(at: Date): Promise<void>;
}

/** In a directory; their names are paths. */
export class DiskFiles implements WorldFiles {
  readonly variables: WorldFiles['variables'];
  readonly spoolDirectory: string;

  constructor(private readonly directory: string) {
    this.variables = { STORAGE_URL: `file:${directory}` };
    this.spoolDirectory = join(directory, '.spool');
  }

  async list(): Promise<string[]> {
    const entries = await readdir(this.directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('.spool'))
      .map((entry) => join(entry.parentPath, entry.name));
  }

  read(key: string): Promise<Uint8Array | undefined> {
    return readFile(join(this.directory, key)).catch(() => undefined);
  }

  async age(at: Date): Promise<void> {
    for (const file of await this.list()) await utimes(file, at, at);
  }
}

/** In a bucket; their names are keys. The directory is for temporary files. */
export class BucketFiles implements WorldFiles {
  readonly variables: WorldFiles['variables'];
  readonly spoolDirectory: string;

  constructor(
    private readonly bucket: BucketServer,
    storageUrl: string,
    directory: string,
  ) {
    this.variables = {
      STORAGE_URL: storageUrl,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      TMPDIR: directory,
    };
    this.spoolDirectory = join(directory, `timetable-spool-${userInfo().username}`);
  }

  list(): Promise<string[]> {
    return Promise.resolve([...this.bucket.objects.keys()]);
  }

  read(key: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.bucket.objects.get(key)?.body);
  }

  age(at: Date): Promise<void> {
    for (const object of this.bucket.objects.values()) object.lastModified = at;
    return Promise.resolve();
  }
}
