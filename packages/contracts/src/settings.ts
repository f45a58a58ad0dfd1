import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const MIB = 1024 * 1024;

/** Absent and empty mean the same, as in most deployment tools. */
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional());

/**
 * Every variable our processes read, with its default and unit. Each process parses the whole once at start:
 * nothing else reads `process.env`.
 */
const variables = z.object({
  NODE_ENV: z.string().default('development'),
  /** Embedded data: PostgreSQL, Temporal, files, generated secrets. */
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TLS_CERT: optional(z.string()),
  TEMPORAL_TLS_KEY: optional(z.string()),
  TEMPORAL_TLS_CA: optional(z.string()),
  TEMPORAL_API_KEY: optional(z.string()),
  TEMPORAL_UI_URL: z.string().default('http://localhost:8233'),
  API_PORT: port(3000),
  DEPOSIT_PORT: port(8080),
  /** Health and metrics of the worker. */
  WORKER_PORT: port(3001),
  PUBLIC_URL: optional(z.url()),
  DEPOSIT_PUBLIC_URL: optional(z.url()),
  /** `file:<directory>` or `s3://bucket?endpoint=…&region=…`. */
  STORAGE_URL: optional(z.string().regex(/^(file:|s3:\/\/)/, 'must start with file: or s3://')),
  /** Credentials of the bucket; without them the SDK's usual chain (instance or pod role) applies. */
  AWS_ACCESS_KEY_ID: optional(z.string()),
  AWS_SECRET_ACCESS_KEY: optional(z.string()),
  AWS_SESSION_TOKEN: optional(z.string()),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')),
  MAIL_FROM: z.string().default('Import EDT <import@localhost>'),
  ADMIN_PASSWORD: optional(z.string().min(8)),
  /** Signs the API's tokens: at least 32 characters, the same on every instance. */
  SESSION_SECRET: z.string().min(32),
  SCHOOL_TIME_ZONE: z.string().default('Europe/Paris').refine(isTimeZone, 'is not a known IANA time zone'),
  /** Instant at which the business clock starts; for tests and demonstrations. */
  CLOCK: optional(z.iso.datetime({ offset: true, local: true })),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(50 * MIB),
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is believed, separated by commas. */
  TRUSTED_PROXIES: z.string().default('127.0.0.0/8,::1'),
  MAX_XML_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(400 * MIB),
  /** Days a deposited file is kept once its import is over; its report stays. */
  SOURCE_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Set by `npm start` only: `GET /dev/mails` shows the sink's mails read from this address. */
  DEV_MAILS_URL: optional(z.url()),
});

/** Names of the variables: for what must list them all (documentation, deployment files). */
export const SETTING_NAMES: readonly string[] = Object.keys(variables.shape);

const settingsSchema = variables
  .refine((env) => !(env.NODE_ENV === 'production' && env.CLOCK !== undefined), {
    path: ['CLOCK'],
    message: 'is refused when NODE_ENV=production',
  })
  .transform((env) => ({
    ...env,
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.API_PORT}`,
    DEPOSIT_PUBLIC_URL: env.DEPOSIT_PUBLIC_URL ?? `http://localhost:${env.DEPOSIT_PORT}`,
    STORAGE_URL: env.STORAGE_URL ?? `file:${env.DATA_DIR}/files`,
  }));

export type Settings = z.output<typeof settingsSchema>;

/** A variable is wrong or missing: `message` names each of them, one per line, without its value. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** @throws InvalidSettings naming every wrong variable */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = settingsSchema.safeParse(env);
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
