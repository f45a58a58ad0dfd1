import type { TLSConfig } from '@temporalio/client';
import type { Settings } from '@timetable/contracts';
import { readFileSync } from 'node:fs';

export type TemporalSettings = Pick<
  Settings,
  | 'TEMPORAL_ADDRESS'
  | 'TEMPORAL_API_KEY'
  | 'TEMPORAL_NAMESPACE'
  | 'TEMPORAL_TLS_CA'
  | 'TEMPORAL_TLS_CERT'
  | 'TEMPORAL_TLS_KEY'
>;

export interface ConnectionOptions {
  readonly address: string;
  readonly tls?: TLSConfig | true;
  readonly apiKey?: string;
}

/** How to reach Temporal, for the worker's connection and the client's alike; the `TEMPORAL_TLS_*` are file names. */
export function connectionOptions(settings: TemporalSettings): ConnectionOptions {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = tlsOf(settings);
  return { address, ...(tls !== undefined && { tls }), ...(apiKey !== undefined && { apiKey }) };
}

function tlsOf(settings: TemporalSettings): TLSConfig | true | undefined {
  const { TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = settings;
  // An API key is never sent in clear.
  if (ca === undefined && cert === undefined)
    return settings.TEMPORAL_API_KEY === undefined ? undefined : true;
  return {
    ...(ca !== undefined && { serverRootCACertificate: readFileSync(ca) }),
    ...(cert !== undefined &&
      key !== undefined && { clientCertPair: { crt: readFileSync(cert), key: readFileSync(key) } }),
  };
}
