import { Module, type DynamicModule } from '@nestjs/common';
import { createClock, depositLimits, processStart, type Settings } from '@timetable/settings';
import { Database, openDatabase } from '@timetable/persistence';
import { CLIENT_TIME_LIMITS, createLogger } from '@timetable/runtime';
import { createFileStore, type FileStore } from '@timetable/storage';
import type { Logger } from 'pino';
import { createDepositDoor } from './deposit-door.js';

export const DOOR = Symbol('door');
export const LOGGER = Symbol('logger');
const FILES = Symbol('files');

/** Wires the process. Nest only builds and closes: no request goes through it (docs/adr/0005). */
@Module({})
export class DepositModule {
  static forSettings(settings: Settings, timeLimits = CLIENT_TIME_LIMITS): DynamicModule {
    // Not by Nest, which would print what is wrong with the setting before it is told.
    const files = createFileStore(settings.STORAGE_URL, settings);
    return {
      module: DepositModule,
      providers: [
        { provide: LOGGER, useFactory: () => createLogger({ level: settings.LOG_LEVEL, name: 'deposit' }) },
        {
          provide: Database,
          useFactory: () => openDatabase(settings.DATABASE_URL, { poolSize: 16, applicationName: 'deposit' }),
        },
        { provide: FILES, useValue: files },
        {
          provide: DOOR,
          inject: [Database, FILES, LOGGER],
          useFactory: (database: Database, files: FileStore, logger: Logger) =>
            createDepositDoor({
              database,
              files,
              clock: createClock(settings.CLOCK, processStart()),
              logger,
              maxUploadBytes: settings.MAX_UPLOAD_BYTES,
              trustedProxies: settings.TRUSTED_PROXIES,
              uploads: {
                perAccount: settings.DEPOSIT_UPLOADS_PER_ACCOUNT,
                memoryBytes: settings.DEPOSIT_UPLOAD_MEMORY_BYTES,
              },
              depositLimits: depositLimits(settings),
              timeLimits,
            }),
        },
      ],
    };
  }
}
