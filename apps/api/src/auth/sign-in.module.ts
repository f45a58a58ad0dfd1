import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { SignInController } from './sign-in.controller.js';

/** The page beside the API: it has no version. */
@Module({ imports: [AuthModule], controllers: [SignInController] })
export class SignInModule {}
