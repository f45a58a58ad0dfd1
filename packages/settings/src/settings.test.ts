import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, readSettings, SETTING_NAMES } from './settings.js';
import { temporalTls } from './temporal-tls.js';

const REQUIRED = { DATABASE_URL: 'postgresql://localhost/timetable', SESSION_SECRET: 's'.repeat(32) };

function refusalOf(env: Readonly<Record<string, string>>): string {
  try {
    readSettings({ ...REQUIRED, ...env });
    return 'accepted';
  } catch (error) {
    return error instanceof InvalidSettings ? error.message : String(error);
  }
}

describe('a setting', () => {
  it('has a default, but for the database and the secret', () => {
    expect(readSettings(REQUIRED)).toMatchObject({
      API_PORT: 3000,
      DEPOSIT_PORT: 8080,
      PUBLIC_URL: 'http://localhost:3000',
      DEPOSIT_PUBLIC_URL: 'http://localhost:8080',
      STORAGE_URL: 'file:.data/files',
      SCHOOL_TIME_ZONE: 'Europe/Paris',
      MAX_UPLOAD_BYTES: 52_428_800,
      MAX_DIRECTORY_BYTES: 1_073_741_824,
      MAX_XML_BYTES: 419_430_400,
      LOG_LEVEL: 'info',
    });
    expect(() => readSettings({})).toThrow(/^DATABASE_URL: .*\nSESSION_SECRET: /);
  });

  it('that is empty counts as absent', () => {
    const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
    expect(readSettings({ ...empty, ...REQUIRED })).toEqual(readSettings(REQUIRED));
  });

  it.each([
    ['API_PORT', 'abc'],
    ['DEPOSIT_PORT', '70000'],
    ['WORKER_PORT', '-1'],
    ['HOST', '999.1.1.1'],
    ['HOST', '127.1'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://secret'],
    ['TEMPORAL_ADDRESS', 'temporal'],
    ['TEMPORAL_UI_URL', 'nowhere'],
    ['PUBLIC_URL', 'ftp://secret'],
    ['DEPOSIT_PUBLIC_URL', 'localhost:8080'],
    ['STORAGE_URL', 'ftp://secret'],
    ['SMTP_URL', 'http://secret'],
    ['MAIL_FROM', 'nobody'],
    ['ADMIN_PASSWORD', 'secret'],
    ['ADMIN_EMAIL', 'nobody'],
    ['ADMIN_EMAIL', 'a@example.org, b@example.org'],
    ['SESSION_SECRET', 'secret'],
    ['SCHOOL_TIME_ZONE', 'Mars'],
    ['CLOCK', 'yesterday'],
    ['MAX_UPLOAD_BYTES', '50M'],
    ['MAX_XML_BYTES', '-5'],
    ['TRUSTED_PROXIES', 'proxy.example.org'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['SOURCE_RETENTION_DAYS', '0'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s=%s is refused by its name, without its value', (name, value) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal).toMatch(new RegExp(`^${name}: .+\\.$`));
    expect(refusal).not.toMatch(value);
  });

  it.each([
    ['CLOCK', '2026-09-01T08:00:00+02:00'],
    ['DEV_MAILS_URL', 'http://localhost:1026/'],
    ['EXAMPLE_FILES', '.data/examples'],
  ])('%s is refused in production, and taken elsewhere', (name, value) => {
    expect(refusalOf({ [name]: value, NODE_ENV: 'production' })).toMatch(`${name}: est refusé`);
    expect(refusalOf({ [name]: value })).toBe('accepted');
  });
});

describe('the provider of identities', () => {
  const all = { OIDC_ISSUER: 'http://ent.example', OIDC_CLIENT_ID: 'id', OIDC_CLIENT_SECRET: 'secret' };

  it.each(Object.keys(all))('is refused without %s', (name) => {
    expect(refusalOf(all)).toBe('accepted');
    expect(refusalOf({ ...all, [name]: '' })).toMatch(`${name}: va avec les autres variables OIDC_`);
  });

  it('has an address', () => {
    expect(refusalOf({ ...all, OIDC_ISSUER: 'nowhere' })).toMatch(/^OIDC_ISSUER: doit être une adresse/);
  });

  it('is one that nobody can listen to, in production', () => {
    expect(refusalOf({ ...all, NODE_ENV: 'production' })).toMatch(/^OIDC_ISSUER: doit commencer par https/);
    const safe = { ...all, OIDC_ISSUER: 'https://ent.example', NODE_ENV: 'production' };
    expect(refusalOf(safe)).toBe('accepted');
  });
});

describe('the way to Temporal', () => {
  const tlsOf = (env: Readonly<Record<string, string>>) =>
    temporalTls(readSettings({ ...REQUIRED, ...env }), (path) => {
      if (path === '/missing.pem') throw new Error('ENOENT');
      return `bytes of ${path}`;
    });

  it('is in clear unless told otherwise, and never with an API key', () => {
    expect(tlsOf({})).toBeUndefined();
    expect(tlsOf({ TEMPORAL_API_KEY: 'key' })).toBe(true);
  });

  it('takes an authority, and a certificate with its key', () => {
    expect(tlsOf({ TEMPORAL_TLS_CA: '/ca.pem' })).toEqual({ serverRootCACertificate: 'bytes of /ca.pem' });
    expect(tlsOf({ TEMPORAL_TLS_CERT: '/crt.pem', TEMPORAL_TLS_KEY: '/key.pem' })).toEqual({
      clientCertPair: { crt: 'bytes of /crt.pem', key: 'bytes of /key.pem' },
    });
  });

  it.each(['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'])('is refused with %s alone', (name) => {
    expect(refusalOf({ [name]: '/file.pem' })).toMatch('TEMPORAL_TLS_KEY: va avec TEMPORAL_TLS_CERT');
  });

  it('names the variable whose file cannot be read', () => {
    expect(() => tlsOf({ TEMPORAL_TLS_CA: '/missing.pem' })).toThrow(/^TEMPORAL_TLS_CA: /);
  });
});
