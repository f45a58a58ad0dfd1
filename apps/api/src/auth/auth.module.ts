import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AccessGuard } from './access.guard.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { Cookies } from './cookies.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { FirstOperator } from './first-operator.js';
import { KnownDevices } from './known-devices.js';
import { LoginAttempts } from './login-attempts.js';
import { loginThrottle } from './login-throttle.js';
import { OwnAccountService } from './own-account.service.js';
import { Passwords } from './passwords.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { SessionStreams } from './session-streams.js';
import { SignInService } from './sign-in.service.js';
import { TokenService } from './token.service.js';

@Module({
  providers: [{ provide: LoginAttempts, useFactory: () => new LoginAttempts() }],
  exports: [LoginAttempts],
})
class LoginAttemptsModule {}

/** Signing in, and the two guards in front of every route: who asks, then whether they may. */
@Module({
  imports: [
    LoginAttemptsModule,
    ThrottlerModule.forRootAsync({
      imports: [LoginAttemptsModule],
      inject: [LoginAttempts],
      useFactory: loginThrottle,
    }),
  ],
  controllers: [AuthController],
  providers: [
    AuthService,
    Cookies,
    FirstOperator,
    OwnAccountService,
    KnownDevices,
    Passwords,
    RefusedSignIns,
    SessionStreams,
    SignInService,
    TokenService,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Cookies, KnownDevices, Passwords, RefusedSignIns, SessionStreams, SignInService],
})
export class AuthModule {}
