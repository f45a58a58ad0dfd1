import { z } from 'zod';
import { frenchMessage } from '@timetable/contracts';
import { RETENTION_RULES, type RetentionKind } from '@timetable/domain';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const MIB = 1024 * 1024;
/** Days for which something is kept, as `RETENTION_RULES` says it. */
const keptDays = (kind: RetentionKind) =>
  z.coerce.number().int().min(1).max(3650).default(RETENTION_RULES[kind].defaultDays);

const webAddress = () => z.url({ protocol: /^https?$/, error: 'doit être une adresse http:// ou https://.' });

// Not everybody: whoever trusts all addresses believes what anyone writes, and Express takes it for a mistake.
const network = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .refine((addresses) => !addresses.endsWith('/0'));
const networks = z.array(network);

/**
 * Every variable our processes read, with its default and unit. Each process parses the whole once at start:
 * nothing else reads `process.env`.
 */
const variables = z.object({
  NODE_ENV: z.string().default('development'),
  /** Embedded data: PostgreSQL, Temporal, files, generated secrets. */
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'doit commencer par postgresql://.'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i, 'doit être de la forme hôte:port.')
    .default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  /** Paths of PEM files: the client's certificate and its key go together. */
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  TEMPORAL_TLS_CA: z.string().optional(),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_UI_URL: webAddress().default('http://localhost:8233'),
  /** Address on which a process listens; absent: all of the machine's. `npm start` gives the loopback address. */
  HOST: z
    .union([z.ipv4(), z.ipv6(), z.hostname().regex(/[^\d.]/)], {
      error: 'doit être une adresse ou un nom de cette machine.',
    })
    .optional(),
  API_PORT: port(3000),
  DEPOSIT_PORT: port(8080),
  /** Health and metrics of the worker. */
  WORKER_PORT: port(3001),
  PUBLIC_URL: webAddress().optional(),
  DEPOSIT_PUBLIC_URL: webAddress().optional(),
  /** `file:<directory>` or `s3://bucket?endpoint=…&region=…`. */
  STORAGE_URL: z
    .string()
    .regex(/^(file:|s3:\/\/)/, 'doit commencer par file: ou s3://.')
    .optional(),
  /** Credentials of the bucket; without them the SDK's usual chain (instance or pod role) applies. */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'doit commencer par smtp:// ou smtps://.')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'doit contenir une adresse électronique.')
    .default('Import EDT <import@localhost>'),
  ADMIN_PASSWORD: z.string().min(8).optional(),
  /** Where the first operator is told of failures. */
  ADMIN_EMAIL: z
    .string()
    .regex(/^[^\s,;:<>()"@]+@[^\s,;:<>()"@]+$/, 'doit être une adresse électronique.')
    .optional(),
  /** Signs the API's tokens: at least 32 characters, the same on every instance. */
  SESSION_SECRET: z.string().min(32),
  /** Provider of identities (OpenID Connect), and what it knows us as: all three, or people sign in by password only. */
  OIDC_ISSUER: webAddress().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPE: z.string().default('openid profile email'),
  /** Claims that say what a person may do, and where. */
  OIDC_ROLE_CLAIM: z.string().default('timetable_role'),
  OIDC_CAMPUS_CLAIM: z.string().default('timetable_campus'),
  SCHOOL_TIME_ZONE: z
    .string()
    .default('Europe/Paris')
    .refine(isTimeZone, 'n’est pas un fuseau horaire connu.'),
  /** Instant at which the business clock starts; for tests and demonstrations. */
  CLOCK: z.iso.datetime({ offset: true, local: true }).optional(),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(50 * MIB),
  /** Largest academic directory, in its archive, that an operator sends. */
  MAX_DIRECTORY_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(1024 * MIB),
  /** Uploads that one deposit account may have under way at once. */
  DEPOSIT_UPLOADS_PER_ACCOUNT: z.coerce.number().int().min(1).default(32),
  /** Memory for what all uploads under way have not written yet: bounds their number as well, 64 KiB each. */
  DEPOSIT_UPLOAD_MEMORY_BYTES: z.coerce
    .number()
    .int()
    .min(MIB)
    .default(64 * MIB),
  /** Deposits within an hour, of programs and of people apart, and those that wait: the same on the door and the API. */
  DEPOSITS_PER_HOUR_PER_ACCOUNT: z.coerce.number().int().min(1).default(300),
  DEPOSITS_PER_HOUR_PER_CAMPUS: z.coerce.number().int().min(1).default(1200),
  WAITING_DEPOSITS_PER_CAMPUS: z.coerce.number().int().min(1).default(1000),
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .refine(
      (list) => networks.safeParse(list.split(',').map((entry) => entry.trim())).success,
      'doit être une liste d’adresses ou de réseaux (10.0.0.0/8), séparés par des virgules.',
    )
    .default('127.0.0.0/8,::1'),
  MAX_XML_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(400 * MIB),
  /** Folder of the private keys of encrypted exports, `<partner name>/<date>.pem`. */
  PARTNER_KEYS: z.string().optional(),
  PARTNER_KEYS_PASSPHRASE: z.string().optional(),
  /** Imports under way at the same time, over all campuses and workers: the same on each worker. */
  IMPORTS_AT_ONCE: z.coerce.number().int().min(1).max(1000).default(15),
  /** Workflows a worker keeps in memory, some 100 KB each. */
  CACHED_WORKFLOWS: z.coerce.number().int().min(1).max(10_000).default(1000),
  SOURCE_RETENTION_DAYS: keptDays('sources'),
  OUTBOX_RETENTION_DAYS: keptDays('outbox'),
  EVENT_RETENTION_DAYS: keptDays('events'),
  PLAN_RETENTION_DAYS: keptDays('plans'),
  NOTIFICATION_RETENTION_DAYS: keptDays('notifications'),
  AUDIT_RETENTION_DAYS: keptDays('audit'),
  /** After the end of the school year. */
  PERSONAL_DATA_RETENTION_DAYS: keptDays('personal-data'),
  /** Given to Temporal's namespace by the job that makes it; told operators here. */
  TEMPORAL_RETENTION_DAYS: keptDays('temporal'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Set by `npm start` only: `GET /dev/mails` shows the sink's mails read from this address. */
  DEV_MAILS_URL: webAddress().optional(),
  /** Set by `npm start` only: a folder of files, `<campus>/<name>`, that the campus may take for its first import. */
  EXAMPLE_FILES: z.string().optional(),
});

/** Names of the variables: for what must list them all (documentation, deployment files). */
export const SETTING_NAMES: readonly string[] = Object.keys(variables.shape);

const OIDC_VARIABLES = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
/** Of demonstrations. */
const REFUSED_IN_PRODUCTION = ['CLOCK', 'DEV_MAILS_URL', 'EXAMPLE_FILES'] as const;

const settingsSchema = variables
  .superRefine((env, context) => {
    if (env.NODE_ENV !== 'production') return;
    for (const name of REFUSED_IN_PRODUCTION)
      if (env[name] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'est refusé avec NODE_ENV=production.',
        });
  })
  .refine((env) => (env.TEMPORAL_TLS_CERT === undefined) === (env.TEMPORAL_TLS_KEY === undefined), {
    path: ['TEMPORAL_TLS_KEY'],
    message: 'va avec TEMPORAL_TLS_CERT : donnez les deux, ou aucun.',
  })
  .superRefine((env, context) => {
    const given = OIDC_VARIABLES.filter((name) => env[name] !== undefined);
    if (given.length === 0) return;
    for (const name of OIDC_VARIABLES)
      if (env[name] === undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'va avec les autres variables OIDC_ : donnez-les toutes.',
        });
    if (env.NODE_ENV === 'production' && env.OIDC_ISSUER?.startsWith('http:') === true)
      context.addIssue({
        code: 'custom',
        path: ['OIDC_ISSUER'],
        message: 'doit commencer par https:// en production.',
      });
  })
  .transform((env) => ({
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.API_PORT}`,
    DEPOSIT_PUBLIC_URL: env.DEPOSIT_PUBLIC_URL ?? `http://localhost:${env.DEPOSIT_PORT}`,
    STORAGE_URL: env.STORAGE_URL ?? `file:${env.DATA_DIR}/files`,
    PARTNER_KEYS: env.PARTNER_KEYS ?? `${env.DATA_DIR}/partner-keys`,
  }));

export type Settings = z.output<typeof settingsSchema>;

/** A variable is wrong or missing: `message` names each of them, one per line, without its value. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** @throws InvalidSettings naming every wrong variable */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  // Absent and empty mean the same, as in most deployment tools.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given, { error: frenchMessage });
  if (parsed.success) return parsed.data;
  throw new InvalidSettings(
    parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
