import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { TemporalModule } from '../temporal/temporal.module.js';
import { ApiMetrics } from './api-metrics.js';
import { HealthController } from './health.controller.js';
import { MetricsInterceptor } from './metrics.interceptor.js';

@Module({
  imports: [TemporalModule],
  controllers: [HealthController],
  providers: [ApiMetrics, { provide: APP_INTERCEPTOR, useClass: MetricsInterceptor }],
  exports: [ApiMetrics],
})
export class HealthModule {}
