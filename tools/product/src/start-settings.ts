import { InvalidSettings, readSettings } from '@timetable/settings';
import { z } from 'zod';
import { freePort, type PortNeed, StartFailure } from '@timetable/embedded';

type Environment = Readonly<Record<string, string | undefined>>;

/** Ports of `npm start`, by variable. 0 takes any free one. */
const PORTS = {
  PG_PORT: { port: 54_329, purpose: 'PostgreSQL' },
  TEMPORAL_PORT: { port: 7233, purpose: 'Temporal' },
  TEMPORAL_UI_PORT: { port: 8233, purpose: 'interface de Temporal' },
  SMTP_SINK_PORT: { port: 1025, purpose: 'réception des courriels' },
  API_PORT: { port: 3000, purpose: 'API et console' },
  DEPOSIT_PORT: { port: 8080, purpose: 'dépôt WebDAV' },
  WORKER_PORT: { port: 3001, purpose: 'état du worker' },
} as const;

type PortName = keyof typeof PORTS;

export interface StartSettings {
  readonly dataDirectory: string;
  readonly ports: Readonly<Record<PortName, number>>;
  /** Servers of the person's own, used instead of the embedded ones. */
  readonly external: {
    readonly databaseUrl?: string;
    readonly temporalAddress?: string;
    readonly smtpUrl?: string;
  };
  readonly namespace: string;
  readonly adminPassword: string | undefined;
  /** As given, for the processes; without the variables that are ours alone. */
  readonly env: Environment;
}

/** @throws StartFailure naming the wrong variables */
export async function readStartSettings(env: Environment): Promise<StartSettings> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  checkProductSettings(given);
  return {
    dataDirectory: given['DATA_DIR'] ?? '.data',
    ports: await readPorts(given),
    external: {
      ...(given['DATABASE_URL'] === undefined ? {} : { databaseUrl: given['DATABASE_URL'] }),
      ...(given['TEMPORAL_ADDRESS'] === undefined ? {} : { temporalAddress: given['TEMPORAL_ADDRESS'] }),
      ...(given['SMTP_URL'] === undefined ? {} : { smtpUrl: given['SMTP_URL'] }),
    },
    namespace: given['TEMPORAL_NAMESPACE'] ?? 'default',
    adminPassword: given['ADMIN_PASSWORD'],
    env: given,
  };
}

/** What will listen: the embedded servers that are not replaced, and our three processes. */
export function portNeeds({ ports, external }: StartSettings): PortNeed[] {
  const unused = new Set<string>([
    ...(external.databaseUrl === undefined ? [] : ['PG_PORT']),
    ...(external.temporalAddress === undefined ? [] : ['TEMPORAL_PORT', 'TEMPORAL_UI_PORT']),
    ...(external.smtpUrl === undefined ? [] : ['SMTP_SINK_PORT']),
  ]);
  return Object.entries(PORTS)
    .filter(([variable]) => !unused.has(variable))
    .map(([variable, { purpose }]) => ({ variable, purpose, port: portOf(ports, variable) }));
}

/** The processes would refuse them one by one, later: better all at once, before anything is started. */
function checkProductSettings(env: Environment): void {
  try {
    readSettings({ DATABASE_URL: 'postgresql://', SESSION_SECRET: '-'.repeat(32), ...env });
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    throw new StartFailure(`Réglages incorrects :\n${error.message}`, { cause: error });
  }
}

async function readPorts(env: Environment): Promise<Record<PortName, number>> {
  const port = z.coerce.number().int().min(0).max(65_535);
  const chosen = { ...defaultPorts() };
  for (const variable of portNames()) {
    const parsed = port.safeParse(env[variable] ?? PORTS[variable].port);
    if (!parsed.success) throw new StartFailure(`${variable} doit être un numéro de port (0 à 65535).`);
    chosen[variable] = parsed.data === 0 ? await freePort() : parsed.data;
  }
  return chosen;
}

function defaultPorts(): Record<PortName, number> {
  return {
    PG_PORT: PORTS.PG_PORT.port,
    TEMPORAL_PORT: PORTS.TEMPORAL_PORT.port,
    TEMPORAL_UI_PORT: PORTS.TEMPORAL_UI_PORT.port,
    SMTP_SINK_PORT: PORTS.SMTP_SINK_PORT.port,
    API_PORT: PORTS.API_PORT.port,
    DEPOSIT_PORT: PORTS.DEPOSIT_PORT.port,
    WORKER_PORT: PORTS.WORKER_PORT.port,
  };
}

function portNames(): PortName[] {
  return Object.keys(PORTS).filter((name): name is PortName => name in PORTS);
}

function portOf(ports: Readonly<Record<string, number>>, variable: string): number {
  return ports[variable] ?? 0;
}
