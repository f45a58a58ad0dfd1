import { Module } from '@nestjs/common';
import { DevMailsController } from './dev-mails.controller.js';

@Module({ controllers: [DevMailsController] })
export class DevMailsModule {}
