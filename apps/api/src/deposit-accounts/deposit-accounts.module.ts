import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { DepositAccountsController } from './deposit-accounts.controller.js';
import { DepositAccountsService } from './deposit-accounts.service.js';

@Module({
  imports: [AuthModule],
  controllers: [DepositAccountsController],
  providers: [DepositAccountsService],
  exports: [DepositAccountsService],
})
export class DepositAccountsModule {}
