import { Module } from '@nestjs/common';
import { AuthModule } from '../auth.module.js';
import { BackChannelService } from './back-channel.service.js';
import { OpenIdAttempts } from './openid-attempt.js';
import { OpenIdController } from './openid.controller.js';
import { OpenIdProvider } from './openid-provider.js';
import { OpenIdService } from './openid.service.js';

/** What the ENT and its browsers ask when people sign in there: it has no version. */
@Module({
  imports: [AuthModule],
  controllers: [OpenIdController],
  providers: [BackChannelService, OpenIdAttempts, OpenIdProvider, OpenIdService],
})
export class OpenIdModule {}
