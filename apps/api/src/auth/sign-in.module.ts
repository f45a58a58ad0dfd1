import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { BackChannelService } from './openid/back-channel.service.js';
import { OpenIdAttempts } from './openid/openid-attempt.js';
import { OpenIdController } from './openid/openid.controller.js';
import { OpenIdProvider } from './openid/openid-provider.js';
import { OpenIdService } from './openid/openid.service.js';
import { SignInController } from './sign-in.controller.js';

/** The pages beside the API, and what the ENT asks: they have no version. */
@Module({
  imports: [AuthModule],
  controllers: [OpenIdController, SignInController],
  providers: [BackChannelService, OpenIdAttempts, OpenIdProvider, OpenIdService],
})
export class SignInModule {}
