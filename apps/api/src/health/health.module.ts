import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TemporalModule } from '../temporal/temporal.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsInterceptor } from './metrics.interceptor.js';

@Module({
  // Readiness is polled: a failing probe is in its answer, not in the log each time.
  imports: [TerminusModule.forRoot({ logger: false }), TemporalModule],
  controllers: [HealthController],
  providers: [Metrics, { provide: APP_INTERCEPTOR, useClass: MetricsInterceptor }],
})
export class HealthModule {}
