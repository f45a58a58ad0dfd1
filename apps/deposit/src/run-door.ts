import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Settings } from '@timetable/settings';
import { Database } from '@timetable/persistence';
import { stopSignal, type ClientTimeLimits } from '@timetable/runtime';
import type { Logger } from 'pino';
import type { DepositDoor } from './deposit-door.js';
import { DepositModule, DOOR, LOGGER } from './deposit.module.js';
import { guardProcess } from './process-guard.js';

/** Uploads under way at the end get this long to finish. */
const DRAIN_LIMIT_MS = 25_000;

/**
 * Opens the door, and closes it in order when the process is told to end.
 *
 * @param timeLimits those of production, unless a test has less patience
 */
export async function runDoor(settings: Settings, timeLimits?: ClientTimeLimits): Promise<void> {
  NestLogger.overrideLogger(['error', 'fatal']);
  const module = DepositModule.forSettings(settings, timeLimits);
  const context = await NestFactory.createApplicationContext(module, { abortOnError: false });
  const door = context.get<DepositDoor>(DOOR);
  const logger = context.get<Logger>(LOGGER);
  guardProcess(logger, door.metrics);
  const port = await door.server.listen(settings.DEPOSIT_PORT, settings.HOST);
  door.maintenance.start();
  logger.info({ url: `${settings.DEPOSIT_PUBLIC_URL}/webdav/`, port }, 'deposit door open');

  const signal = await stopSignal();
  logger.info({ signal }, 'deposit door closing');
  await close(door);
  await context.get(Database).close();
  await context.close();
}

async function close({ server, health, maintenance }: DepositDoor): Promise<void> {
  health.stop();
  await Promise.all([server.close(DRAIN_LIMIT_MS), maintenance.stop()]);
  await maintenance.clear();
}
