import './young-generation.js';
import 'reflect-metadata';
import { Logger as NestLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readSettings, startRefusal, type Settings } from '@timetable/contracts';
import { Database } from '@timetable/persistence';
import { once } from 'node:events';
import type { Logger } from 'pino';
import type { DepositDoor } from './deposit-door.js';
import { DepositModule, DOOR, LOGGER } from './deposit.module.js';
import { guardProcess } from './process-guard.js';

/** Uploads under way at the end get this long to finish. */
const LAST_CALL_MS = 25_000;

try {
  await run(readSettings(process.env));
} catch (error) {
  // Said here: the guard of the process would keep it alive, listening to nobody.
  process.stderr.write(startRefusal(error, 'DEPOSIT_PORT'));
  process.exit(1);
}

async function run(settings: Settings): Promise<void> {
  NestLogger.overrideLogger(['error', 'fatal']);
  // Nest declares its options as a class without behaviour.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
  const context = await NestFactory.createApplicationContext(DepositModule.forSettings(settings), {
    abortOnError: false,
  });
  const door = context.get<DepositDoor>(DOOR);
  const logger = context.get<Logger>(LOGGER);
  guardProcess(logger, door.metrics);
  const port = await door.server.listen(settings.DEPOSIT_PORT);
  door.upkeep.start();
  logger.info({ url: `${settings.DEPOSIT_PUBLIC_URL}/webdav/`, port }, 'deposit door open');

  const signal = await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  logger.info({ signal: String(signal[0]) }, 'deposit door closing');
  await close(door);
  await context.get(Database).close();
  await context.close();
}

async function close({ server, health, upkeep }: DepositDoor): Promise<void> {
  health.stop();
  await Promise.all([server.close(LAST_CALL_MS), upkeep.stop()]);
  await upkeep.clear();
}
