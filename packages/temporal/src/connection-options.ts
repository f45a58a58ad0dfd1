import type { TLSConfig } from '@temporalio/client';
import { temporalTls, type Settings, type TemporalTlsSettings } from '@timetable/settings';
import { readFileSync } from 'node:fs';

export type TemporalSettings = TemporalTlsSettings &
  Pick<Settings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>;

export interface ConnectionOptions {
  readonly address: string;
  readonly tls?: TLSConfig | true;
  readonly apiKey?: string;
}

/** How to reach Temporal, for the worker's connection and the client's alike. */
export function connectionOptions(settings: TemporalSettings): ConnectionOptions {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = temporalTls(settings, (path) => readFileSync(path));
  return { address, ...(tls !== undefined && { tls }), ...(apiKey !== undefined && { apiKey }) };
}
