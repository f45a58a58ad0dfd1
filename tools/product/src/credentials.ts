import { makeFolder } from '@timetable/folders';
import { randomBytes, randomInt } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StartFailure } from '@timetable/embedded';

const schema = z.object({
  adminLogin: z.literal('admin'),
  adminPassword: z.string().min(8),
  sessionSecret: z.string().min(32),
  postgresPassword: z.string().min(1),
});

/** Secrets of one DATA_DIR, generated at its first start and kept. */
export type Credentials = Readonly<z.infer<typeof schema>>;

/** @throws StartFailure when the file is there and cannot be understood */
export async function loadCredentials(file: string): Promise<Credentials> {
  const existing = await readCredentials(file);
  if (existing !== undefined) return existing;
  const credentials: Credentials = {
    adminLogin: 'admin',
    adminPassword: readablePassword(),
    sessionSecret: randomBytes(32).toString('base64url'),
    postgresPassword: randomBytes(18).toString('base64url'),
  };
  makeFolder(dirname(file));
  await writeFile(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  return credentials;
}

/** @returns undefined when nothing was ever started there */
export async function readCredentials(file: string): Promise<Credentials | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    // A copy or a restored backup may have opened it.
    await chmod(file, 0o600);
  } catch {
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new StartFailure(
      `${file} est illisible. Remettez une sauvegarde de ce fichier : il contient le mot de passe de la base.`,
      { cause: error },
    );
  }
}

/** Typed by hand now and then: no letter that looks like another. 16 of 31 signs are 79 bits. */
function readablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const block = (): string =>
    Array.from({ length: 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return Array.from({ length: 4 }, block).join('-');
}
