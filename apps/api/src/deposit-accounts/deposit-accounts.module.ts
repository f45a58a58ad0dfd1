import { Module } from '@nestjs/common';
import { DepositAccountsController } from './deposit-accounts.controller.js';
import { DepositAccountsService } from './deposit-accounts.service.js';

@Module({ controllers: [DepositAccountsController], providers: [DepositAccountsService] })
export class DepositAccountsModule {}
