import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The Debian package that brings a program. Traefik is none: it is there where somebody put it. */
const DEBIAN_PACKAGES = {
  cadaver: 'cadaver',
  chromium: 'chromium',
  curl: 'curl',
  litmus: 'litmus',
  'mount.davfs': 'davfs2',
  nginx: 'nginx',
  openssl: 'openssl',
  rclone: 'rclone',
  traefik: undefined,
  xmllint: 'libxml2-utils',
} as const;

/** Where Debian puts servers and mounts: an ordinary account's `PATH` lacks it. */
const SERVERS = '/usr/sbin';

/** Why tests that run these programs cannot run here; undefined: they can. */
export function lackingPrograms(...programs: (keyof typeof DEBIAN_PACKAGES)[]): string | undefined {
  const lacking = programs.filter((program) => programFile(program) === undefined);
  if (lacking.length === 0) return undefined;
  const said = lacking.map((program) => {
    const debianPackage = DEBIAN_PACKAGES[program];
    return debianPackage === undefined ? program : `${program} (apt-get install ${debianPackage})`;
  });
  return `not installed: ${said.join(', ')}`;
}

/** The file that is run by that name; undefined: there is none. */
export function programFile(program: string): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), SERVERS];
  return directories
    .map((directory) => join(directory, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
