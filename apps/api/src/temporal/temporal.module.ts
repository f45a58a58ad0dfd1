import { Module } from '@nestjs/common';
import { TemporalClient } from './temporal.client.js';

@Module({ providers: [TemporalClient], exports: [TemporalClient] })
export class TemporalModule {}
