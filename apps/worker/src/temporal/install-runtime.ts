import { DefaultLogger, makeTelemetryFilterString, Runtime, type LogLevel } from '@temporalio/worker';
import { createServer } from 'node:net';
import type { Level, Logger } from 'pino';
import { isOutage } from './sdk-outage.js';
import { TEMPORAL_AWAY } from './temporal-watch.js';

const LEVELS: Readonly<Record<LogLevel, Level>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

/**
 * Sets the SDK up, once per process and before anything else of it: its log lines become ours, its metrics are served on
 * a loopback port, and it leaves signals alone, since the Nest context drains the worker.
 * @returns where the SDK's metrics are read
 */
export async function installRuntime(log: Logger): Promise<{ readonly metricsUrl: string }> {
  const bindAddress = `127.0.0.1:${await freePort()}`;
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      log[LEVELS[level]](
        { ...meta, ...(isOutage(level, message, meta) && { outage: TEMPORAL_AWAY }) },
        message,
      );
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
      metrics: { prometheus: { bindAddress } },
    },
    shutdownSignals: [],
  });
  return { metricsUrl: `http://${bindAddress}/metrics` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => {
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('no port was given'));
    });
  });
  return promise;
}
