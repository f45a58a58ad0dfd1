import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, RouterModule } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { OpenIdModule } from './auth/openid/openid.module.js';
import { ExamplesModule } from './examples/examples.module.js';
import { CampusesModule } from './campuses/campuses.module.js';
import { ConfigModule } from './config/config.module.js';
import { AcademicDirectoryModule } from './directory/academic-directory.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { DepositAccountsModule } from './deposit-accounts/deposit-accounts.module.js';
import { DepositorModule } from './depositor/depositor.module.js';
import { DevMailsModule } from './dev/dev-mails.module.js';
import { MatchesModule } from './matches/matches.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { SchoolYearModule } from './school-year/school-year.module.js';
import { ThresholdsModule } from './thresholds/thresholds.module.js';
import { TimetableModule } from './timetable/timetable.module.js';
import { ValidationPipe } from './errors/validation.pipe.js';
import { ApiConnections } from './http/api-connections.js';
import { KnownParametersInterceptor } from './http/known-parameters.interceptor.js';
import { HealthModule } from './health/health.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { requestLogOptions } from './logging/log-options.js';
import { HomeController } from './openapi/home.controller.js';
import { PortsModule, type Ports } from './ports/ports.module.js';

/** What stands under `/api/v1`. */
const FEATURES = [
  AcademicDirectoryModule,
  AuditModule,
  AuthModule,
  CampusesModule,
  ConfigModule,
  DirectoryModule,
  ExamplesModule,
  ImportsModule,
  AccountsModule,
  DepositAccountsModule,
  DepositorModule,
  MatchesModule,
  OperatorModule,
  SchoolYearModule,
  ThresholdsModule,
  TimetableModule,
];

@Module({})
export class AppModule {
  static forRoot(ports: Ports): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(requestLogOptions(ports.settings.LOG_LEVEL)),
        PortsModule.forRoot(ports),
        ...FEATURES,
        HealthModule,
        OpenIdModule,
        DevMailsModule,
        // Not a global prefix: Nest would answer outside of it with Express's own pages.
        RouterModule.register(FEATURES.map((module) => ({ path: 'api/v1', module }))),
      ],
      controllers: [HomeController],
      providers: [
        ApiConnections,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: KnownParametersInterceptor },
      ],
    };
  }
}
