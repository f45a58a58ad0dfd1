import { makeFolder } from '@timetable/folders';
import { existsSync } from 'node:fs';
import { chmod, chown, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createHash } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { freePort, type ProcessRegistry, ServerProcess, waitUntil } from '@timetable/embedded';

/** A WebDAV server to put files to. */
export interface DoorTarget {
  readonly name: string;
  readonly port: number;
  /** Of the collection that takes the files; ends with a slash. */
  readonly path: string;
  readonly authorization: string;
  /** Its processes; their children count with them. */
  readonly pids: () => readonly number[];
  /** Where its files end up. */
  readonly directory: string;
}

export interface Rival extends DoorTarget {
  stop(): Promise<void>;
}

interface Place {
  /** Of the server alone: settings, logs, files. */
  readonly directory: string;
  readonly files: string;
  readonly port: number;
  readonly passwords: string;
  /** Whom a server started as root becomes to handle requests. */
  readonly user: string | undefined;
}

interface Recipe {
  readonly name: string;
  readonly binaries: readonly string[];
  readonly settings: (place: Place) => string;
  readonly args: (settingsFile: string, place: Place) => readonly string[];
}

const LOGIN = 'bench';
const PASSWORD = 'bench';
const AUTHORIZATION = `Basic ${Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64')}`;
const READY_MS = 10_000;
const PATHS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
const APACHE_MODULES = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules'];
/** Built into the binary in some distributions, to be loaded in others. */
const APACHE_LOADS = ['mpm_event', 'unixd', 'authn_core', 'authn_file', 'authz_core', 'authz_user']
  .concat(['auth_basic', 'dav', 'dav_fs'])
  .map((name) => ({ name: `${name}_module`, file: `mod_${name}.so` }));

function apacheSettings({ directory, files, port, passwords, user }: Place): string {
  const modules = APACHE_MODULES.find((path) => existsSync(path)) ?? '';
  const loads = APACHE_LOADS.map(({ name, file }) => ({ name, path: join(modules, file) }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => `<IfModule !${name}>\n  LoadModule ${name} ${path}\n</IfModule>`);
  return `
${loads.join('\n')}
ServerRoot ${directory}
DefaultRuntimeDir ${directory}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${directory}/pid
ErrorLog ${directory}/error.log
${user === undefined ? '' : `User ${user}`}
KeepAlive On
KeepAliveTimeout 60
MaxKeepAliveRequests 0
LimitRequestBody 0
DocumentRoot ${files}
DavLockDB ${directory}/locks/db
<Directory ${files}>
  Dav On
  AuthType Basic
  AuthName bench
  AuthUserFile ${passwords}
  Require valid-user
</Directory>
`;
}

const nginxSettings = ({ directory, files, port, passwords, user }: Place): string => `
daemon off;
worker_processes auto;
pid ${directory}/pid;
error_log ${directory}/error.log;
${user === undefined ? '' : `user ${user};`}
events {}
http {
  access_log off;
  client_max_body_size 0;
  client_body_temp_path ${directory}/bodies;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:${port};
    root ${files};
    location / {
      dav_methods PUT DELETE MKCOL COPY MOVE;
      auth_basic bench;
      auth_basic_user_file ${passwords};
    }
  }
}
`;

/** Both without log, with a password hash that costs nothing, and with connections that stay open. */
export const RIVALS: readonly Recipe[] = [
  {
    name: 'apache2',
    binaries: ['apache2', 'httpd'],
    settings: apacheSettings,
    args: (settingsFile) => ['-f', settingsFile, '-DFOREGROUND'],
  },
  {
    name: 'nginx',
    binaries: ['nginx'],
    settings: nginxSettings,
    args: (settingsFile, { directory }) => [
      '-p',
      directory,
      '-c',
      settingsFile,
      '-e',
      `${directory}/error.log`,
    ],
  },
];

/**
 * Starts a server as this machine has it, on a free loopback port, with settings and files of its own.
 *
 * @returns why not, in French, when it is absent or does not start
 */
export async function startRival(
  recipe: Recipe,
  parent: string,
  registry: ProcessRegistry,
): Promise<Rival | string> {
  const binary = PATHS.flatMap((path) => recipe.binaries.map((name) => join(path, name))).find(existsSync);
  if (binary === undefined) return `${recipe.name} absent`;
  const place = await prepare(join(parent, recipe.name));
  const settingsFile = join(place.directory, 'settings.conf');
  await writeFile(settingsFile, recipe.settings(place));
  const server = await ServerProcess.start(
    {
      name: recipe.name,
      command: binary,
      args: recipe.args(settingsFile, place),
      cwd: place.directory,
      stopSignal: 'SIGTERM',
      stopTimeoutMs: 5_000,
      logFile: join(place.directory, 'output.log'),
    },
    registry,
  );
  try {
    await waitUntil(() => Promise.resolve(server.running).then((runs) => !runs || listens(place.port)), {
      timeoutMs: READY_MS,
      timedOut: () => new Error('il ne répond pas'),
    });
    if (!server.running) throw new Error(server.lastLines);
  } catch (error) {
    await server.stop();
    return `${recipe.name} ne démarre pas (${error instanceof Error ? error.message : String(error)})`;
  }
  return {
    name: recipe.name,
    port: place.port,
    path: '/',
    authorization: AUTHORIZATION,
    pids: () => [server.pid],
    directory: place.files,
    stop: () => server.stop(),
  };
}

async function prepare(directory: string): Promise<Place> {
  const files = join(directory, 'files');
  const locks = join(directory, 'locks');
  const passwords = join(directory, 'passwords');
  const account = process.getuid?.() === 0 ? await webAccount() : undefined;
  for (const path of [dirname(directory), directory, files, locks]) {
    makeFolder(path);
    // Whatever the mask: the server's own account has to come in.
    await chmod(path, 0o755);
    if (account !== undefined) await chown(path, account.uid, account.gid);
  }
  await writeFile(passwords, `${LOGIN}:{SHA}${createHash('sha1').update(PASSWORD).digest('base64')}\n`);
  await chmod(passwords, 0o644);
  return { directory, files, passwords, port: await freePort(), user: account?.name };
}

/** The account that the distribution made for web servers. */
async function webAccount(): Promise<{ name: string; uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['www-data', 'apache', 'nginx', 'daemon', 'nobody']) {
    const [name, , uid, gid] = lines.find(([each]) => each === wanted) ?? [];
    if (name !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('Aucun compte pour un serveur web sur cette machine.');
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
