import { Module } from '@nestjs/common';
import { ThresholdsController } from './thresholds.controller.js';
import { ThresholdsService } from './thresholds.service.js';

@Module({ controllers: [ThresholdsController], providers: [ThresholdsService] })
export class ThresholdsModule {}
