import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { OperatorController } from './operator.controller.js';
import { OperatorService } from './operator.service.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [ImportsModule],
  controllers: [OperatorController],
  providers: [OperatorService, RetentionService],
})
export class OperatorModule {}
