import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Logger, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { depositLimits, type Clock, type Settings } from '@timetable/settings';
import {
  AuditReader,
  CampusEventReader,
  CampusRepository,
  Database,
  DepositAccountAdminRepository,
  DepositRepository,
  DepositsBeforeRepository,
  DirectoryFeedRepository,
  DirectoryRepository,
  DirectorySearch,
  DirectoryUploadRepository,
  ExternalAccountRepository,
  FleetReader,
  GroupReader,
  ImportDecisionRepository,
  ImportEventReader,
  ImportReader,
  LockReader,
  MatchReader,
  MatchRepository,
  OutboxRepository,
  PASSWORD_COST,
  CourseChangeReader,
  PlanNameReader,
  PlanReader,
  PlanSummaryReader,
  ProblemReader,
  RefusedSignInRepository,
  RetentionReader,
  type ScryptCost,
  SchoolYearRepository,
  SessionEditRepository,
  SessionReader,
  StaffAccountRepository,
  StaffSessionRepository,
  ThresholdRepository,
  TimetableOutlineReader,
} from '@timetable/persistence';
import { countedBound, DepositService, type DepositTimeLimits } from '@timetable/deposits';
import { CLIENT_TIME_LIMITS, type BodyPace, type ClientTimeLimits } from '@timetable/runtime';
import type { FileStore } from '@timetable/storage';

/** What the API is given when it starts; everything else it makes itself. */
export interface Ports {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly database: Database;
  /** The same without limits of time, for what nobody expects in seconds; that one unless it is given. */
  readonly unlimitedDatabase?: Database;
  readonly files: FileStore;
  /** Of the storage and the database while an upload is received; those of production unless a test has less patience. */
  readonly depositTimeLimits?: DepositTimeLimits;
  /** With clients; that of production unless a test has less. */
  readonly clientTimeLimits?: ClientTimeLimits;
  /** At which an academic directory has to come, since nobody else may send one meanwhile; that of production unless a test has less. */
  readonly feedPace?: BodyPace;
  /** Of new passwords; that of production unless the hash is not a test's point. */
  readonly passwordCost?: ScryptCost | undefined;
  /** Where the console's files are; undefined: the API alone, without pages of its own. */
  readonly consoleDirectory?: string;
}

export const SETTINGS = Symbol('Settings');
export const CLOCK = Symbol('Clock');
export const FILES = Symbol('FileStore');
export const HASH_COST = Symbol('ScryptCost');
export const CLIENT_LIMITS = Symbol('ClientTimeLimits');
export const FEED_PACE = Symbol('BodyPace');

/** 256 kbit/s, the slowest line that is waited for elsewhere too; what stops is given up after 20 to 40 s. */
const PACE: BodyPace = {
  windowMs: 20_000,
  leastBytes: 20 * 32 * 1024,
  wholeMs: CLIENT_TIME_LIMITS.bodyMs,
};

const logger = new Logger('DepositService');
const LOG_OF_DEPOSITS = {
  warn: (facts: object, message: string) => {
    logger.warn(facts, message);
  },
};

const REPOSITORIES = [
  AuditReader,
  CampusEventReader,
  CampusRepository,
  DepositAccountAdminRepository,
  DepositRepository,
  DepositsBeforeRepository,
  DirectoryRepository,
  DirectorySearch,
  DirectoryUploadRepository,
  ExternalAccountRepository,
  FleetReader,
  GroupReader,
  ImportDecisionRepository,
  ImportEventReader,
  ImportReader,
  LockReader,
  MatchReader,
  MatchRepository,
  OutboxRepository,
  CourseChangeReader,
  PlanNameReader,
  PlanReader,
  PlanSummaryReader,
  ProblemReader,
  RefusedSignInRepository,
  RetentionReader,
  SchoolYearRepository,
  SessionEditRepository,
  SessionReader,
  StaffAccountRepository,
  StaffSessionRepository,
  ThresholdRepository,
  TimetableOutlineReader,
];

/** Settings, clock, files and repositories, for every feature. */
@Module({})
export class PortsModule {
  static async forRoot(ports: Ports): Promise<DynamicModule> {
    const providers: Provider[] = [
      { provide: SETTINGS, useValue: ports.settings },
      { provide: CLOCK, useValue: ports.clock },
      { provide: FILES, useValue: ports.files },
      { provide: CLIENT_LIMITS, useValue: ports.clientTimeLimits ?? CLIENT_TIME_LIMITS },
      { provide: FEED_PACE, useValue: ports.feedPace ?? PACE },
      { provide: HASH_COST, useValue: ports.passwordCost ?? PASSWORD_COST },
      { provide: Database, useValue: ports.database },
      {
        provide: DirectoryFeedRepository,
        useValue: new DirectoryFeedRepository(ports.unlimitedDatabase ?? ports.database),
      },
      {
        provide: DepositService,
        useFactory: (records: DepositRepository, deposits: DepositsBeforeRepository) =>
          new DepositService({
            records,
            files: ports.files,
            clock: ports.clock,
            timeLimits: ports.depositTimeLimits,
            bound: countedBound({ limits: depositLimits(ports.settings), deposits, log: LOG_OF_DEPOSITS }),
          }),
        inject: [DepositRepository, DepositsBeforeRepository],
      },
      ...REPOSITORIES.map((Repository) => ({
        provide: Repository,
        useFactory: (database: Database) => new Repository(database),
        inject: [Database],
      })),
    ];
    return {
      module: PortsModule,
      imports: [await MikroOrmModule.forRoot(ports.database.frameworkOptions())],
      global: true,
      providers,
      exports: [
        ...[SETTINGS, CLOCK, FILES, HASH_COST, CLIENT_LIMITS, FEED_PACE, Database, DepositService],
        ...[DirectoryFeedRepository, ...REPOSITORIES],
      ],
    };
  }
}
