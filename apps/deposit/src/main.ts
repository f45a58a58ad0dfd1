import 'reflect-metadata';
import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { InvalidSettings, readSettings, type Settings } from '@timetable/contracts';
import { Database } from '@timetable/persistence';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { DepositDoor } from './deposit-door.js';
import { DepositModule, DOOR, LOGGER } from './deposit.module.js';
import { guardProcess } from './process-guard.js';

/** Uploads under way at the end get this long to finish. */
const LAST_CALL_MS = 25_000;

await run(settingsOrExit());

async function run(settings: Settings): Promise<void> {
  NestLogger.overrideLogger(['error', 'fatal']);
  const context = await NestFactory.createApplicationContext(DepositModule.forSettings(settings));
  const door = context.get<DepositDoor>(DOOR);
  const logger = context.get<Logger>(LOGGER);
  guardProcess(logger, door.metrics);
  door.server.listen(settings.DEPOSIT_PORT);
  await once(door.server, 'listening');
  door.upkeep.start();
  logger.info(
    { url: `${settings.DEPOSIT_PUBLIC_URL}/webdav/`, port: portOf(door.server) },
    'deposit door open',
  );

  const signal = await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  logger.info({ signal: String(signal[0]) }, 'deposit door closing');
  await close(door);
  await context.get(Database).close();
  await context.close();
}

async function close({ server, health, upkeep }: DepositDoor): Promise<void> {
  health.stop();
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const lastCall = setTimeout(() => {
    server.closeAllConnections();
  }, LAST_CALL_MS);
  await closed;
  clearTimeout(lastCall);
  await upkeep.stop();
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** The one really listened on: `DEPOSIT_PORT=0` takes any. */
function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}
