import type { Clock } from '@timetable/settings';
import { countedBound, DepositService } from '@timetable/deposits';
import type { DepositLimits } from '@timetable/domain';
import {
  DepositAccountRepository,
  DepositRepository,
  DepositsBeforeRepository,
  PASSWORD_COST,
  RefusedSignInRepository,
  type Database,
  type NewDeposit,
} from '@timetable/persistence';
import { Batcher, ClientAddress, Readiness, type ClientTimeLimits } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';
import type { Logger } from 'pino';
import { Authenticator } from './auth/authenticator.js';
import { LastUse } from './auth/last-use.js';
import { WrongPasswords } from './auth/wrong-passwords.js';
import { PlacementService } from './commit/placement.service.js';
import { Door } from './http/door.js';
import { DoorServer } from './http/server.js';
import { RequestContexts } from './http/request-context.js';
import { UploadsUnderWay, type UploadLimits } from './http/uploads-under-way.js';
import { Maintenance } from './maintenance.js';
import { GetMethod } from './methods/get.method.js';
import { LockMethod } from './methods/lock.method.js';
import { PropfindMethod } from './methods/propfind.method.js';
import { ProppatchMethod } from './methods/proppatch.method.js';
import { PutMethod } from './methods/put.method.js';
import { UnlockMethod } from './methods/unlock.method.js';
import { createWebdavServer } from './methods/webdav-server.js';
import { DoorMetrics } from './observability/door-metrics.js';
import { DoorHealthController } from './observability/door-health.controller.js';
import { RequestLog } from './observability/request-log.js';
import { DEFAULT_QUOTA, type TreeQuota } from './tree/campus-tree.js';
import { DepositFileSystem } from './tree/deposit-file-system.js';
import { CampusTreeRegistry } from './tree/campus-tree-registry.js';
import { LockTable } from './tree/lock-table.js';
import { Spool } from './tree/spool.js';

export interface DepositDoorOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly maxUploadBytes: number;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: string;
  readonly uploads: UploadLimits;
  readonly depositLimits: DepositLimits;
  readonly quota?: TreeQuota;
  readonly timeLimits: ClientTimeLimits;
}

export interface DepositDoor {
  /** Not listening yet. */
  readonly server: DoorServer;
  readonly maintenance: Maintenance;
  readonly health: DoorHealthController;
  readonly metrics: DoorMetrics;
}

/** Puts the door together. Everything it knows of the outside is in the options. */
export function createDepositDoor(options: DepositDoorOptions): DepositDoor {
  const { database, files, clock, logger, maxUploadBytes } = options;
  const accounts = new DepositAccountRepository(database);
  const deposits = new DepositRepository(database);
  const lookups = new Batcher((logins: readonly string[]) => accounts.findAll(logins));
  const records = new Batcher((together: readonly NewDeposit[]) => deposits.recordTogether(together));
  const trees = new CampusTreeRegistry(options.quota ?? DEFAULT_QUOTA);
  const locks = new LockTable();
  const spool = new Spool(files.spoolDirectory);
  const contexts = new RequestContexts();
  const uploads = new UploadsUnderWay(options.uploads);
  const metrics = new DoorMetrics({
    trees: () => trees.size,
    locks: () => locks.count(clock.now()),
    uploads: () => uploads.total,
    databaseConnections: () => database.connections(),
  });
  const health = new DoorHealthController(new Readiness({ database, storage: files }), metrics);
  const log = new RequestLog(logger, metrics);

  const placement = new PlacementService(
    new DepositService({
      records: {
        record: async (deposit) => (await records.run(deposit)) ?? deposits.record(deposit),
        settle: (deposit) => deposits.settle(deposit),
      },
      files,
      clock,
      bound: countedBound({
        limits: options.depositLimits,
        deposits: new DepositsBeforeRepository(database),
        log: logger,
        onRefused: (reason) => {
          metrics.refusedDeposits.inc({ reason });
        },
      }),
    }),
    spool,
    files,
    clock,
    ({ isRetry }, sizeBytes) => {
      metrics.deposits.inc({ kind: isRetry ? 'retry' : 'new' });
      metrics.depositedBytes.inc(sizeBytes);
    },
  );
  const get = new GetMethod(files);
  const webdav = createWebdavServer({
    contexts,
    fileSystem: new DepositFileSystem(contexts, placement, locks, clock),
    methods: {
      GET: get,
      HEAD: get,
      PUT: new PutMethod(spool, placement, maxUploadBytes),
      PROPFIND: new PropfindMethod(locks, clock),
      PROPPATCH: new ProppatchMethod(),
      LOCK: new LockMethod(locks, spool, clock),
      UNLOCK: new UnlockMethod(locks, clock),
    },
    maxDrainBytes: maxUploadBytes,
    onRefusal: ({ request }, refusal) => {
      log.refused(request, refusal);
    },
  });
  const wrongPasswords = new WrongPasswords(new RefusedSignInRepository(database), clock, (error) => {
    logger.warn({ err: error }, 'refused sign-in not noted');
  });
  const door = new Door({
    authenticator: new Authenticator(
      { find: (login) => lookups.run(login) },
      clock,
      PASSWORD_COST,
      (account, address) => {
        wrongPasswords.note(account, address);
      },
    ),
    addresses: new ClientAddress(options.trustedProxies),
    lastUse: new LastUse(accounts, clock, (error) => {
      logger.warn({ err: error }, 'last use not noted');
    }),
    trees,
    locks,
    contexts,
    webdav,
    health,
    uploads,
    log,
    clock,
    maxUploadBytes,
  });
  const maintenance = new Maintenance({
    trees,
    spool,
    files,
    clock,
    logger,
  });
  return { server: new DoorServer(door, options.timeLimits), maintenance, health, metrics };
}
