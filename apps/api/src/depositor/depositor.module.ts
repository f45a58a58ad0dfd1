import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DepositAccountsModule } from '../deposit-accounts/deposit-accounts.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { DepositorController } from './depositor.controller.js';
import { DepositorService } from './depositor.service.js';
import { DepositorSession } from './depositor-session.js';

@Module({
  imports: [AuthModule, DepositAccountsModule, ImportsModule],
  controllers: [DepositorController],
  providers: [DepositorService, DepositorSession],
})
export class DepositorModule {}
