import { InvalidSettings, type Settings } from './settings.js';

export type TemporalTlsSettings = Pick<
  Settings,
  'TEMPORAL_API_KEY' | 'TEMPORAL_TLS_CA' | 'TEMPORAL_TLS_CERT' | 'TEMPORAL_TLS_KEY'
>;

/** What Temporal's connections are given, the worker's and the client's alike. */
export interface TemporalTls<Bytes> {
  readonly serverRootCACertificate?: Bytes;
  readonly clientCertPair?: { readonly crt: Bytes; readonly key: Bytes };
}

/**
 * How to reach Temporal: undefined in clear, true with the system's certificates. An API key is never sent in clear.
 * @param read the files that `TEMPORAL_TLS_*` name; given, since this package does no I/O
 * @throws InvalidSettings naming the variable whose file cannot be read
 */
export function temporalTls<Bytes>(
  settings: TemporalTlsSettings,
  read: (path: string) => Bytes,
): TemporalTls<Bytes> | true | undefined {
  const fileOf = (variable: 'TEMPORAL_TLS_CA' | 'TEMPORAL_TLS_CERT' | 'TEMPORAL_TLS_KEY') => {
    const path = settings[variable];
    if (path === undefined) return undefined;
    try {
      return read(path);
    } catch (error) {
      throw new InvalidSettings(`${variable}: ce fichier ne peut pas être lu.`, { cause: error });
    }
  };
  const ca = fileOf('TEMPORAL_TLS_CA');
  const crt = fileOf('TEMPORAL_TLS_CERT');
  const key = fileOf('TEMPORAL_TLS_KEY');
  if (ca === undefined && crt === undefined)
    return settings.TEMPORAL_API_KEY === undefined ? undefined : true;
  return {
    ...(ca !== undefined && { serverRootCACertificate: ca }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt, key } }),
  };
}
