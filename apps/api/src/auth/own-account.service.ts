import { Inject, Injectable } from '@nestjs/common';
import type { Me, MePatch, OwnPassword, Right, Role, User } from '@timetable/contracts';
import { CampusRepository, StaffAccountRepository, type Actor } from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { ApiError, invalidFields } from '../errors/api-error.js';
import type { ApiRequest } from '../http/api-request.js';
import { CLOCK } from '../ports/ports.module.js';
import { assertNotGuessable } from './chosen-password.js';
import { Passwords } from './passwords.js';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['read'],
  manager: ['read', 'manage'],
  operator: ['read', 'manage', 'operate'],
};

/** What a person sees and changes of their own account. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly accounts: StaffAccountRepository,
    private readonly campuses: CampusRepository,
    private readonly passwords: Passwords,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async me(user: User, { expiresAt }: NonNullable<ApiRequest['session']>): Promise<Me> {
    const account = await this.accounts.find(user.login);
    if (account === undefined) throw new ApiError('unauthenticated', 'Ce compte n’existe plus.');
    const { email, mailPreference } = account;
    const hasPassword = (await this.accounts.passwordHash(user.login)) !== undefined;
    return {
      ...user,
      rights: [...RIGHTS[user.role]],
      expiresAt: expiresAt.toISOString(),
      hasPassword,
      email,
      mailPreference,
    };
  }

  async change(user: User, changes: MePatch): Promise<void> {
    await this.accounts.change(user.login, changes, this.#actor(user));
  }

  /**
   * Ends the person's other sessions.
   * @param session in which they ask, which goes on
   * @throws ApiError `validation_failed` on `currentPassword` when it is not the right one
   */
  async changePassword(
    user: User,
    session: string,
    { currentPassword, newPassword }: OwnPassword,
  ): Promise<void> {
    const hash = await this.accounts.passwordHash(user.login);
    if (hash === undefined)
      throw invalidFields([
        {
          field: 'currentPassword',
          message: 'Vous vous connectez par l’ENT : votre mot de passe s’y change.',
        },
      ]);
    if (!(await this.passwords.verify(currentPassword, hash)))
      throw invalidFields([{ field: 'currentPassword', message: 'Ce n’est pas votre mot de passe actuel.' }]);
    const campus = user.campus === null ? undefined : await this.campuses.find(user.campus);
    assertNotGuessable('newPassword', newPassword, { login: user.login, name: user.name, campus });
    const newHash = await this.passwords.hash(newPassword);
    await this.accounts.changePassword(user.login, newHash, this.#actor(user), session);
  }

  #actor({ login }: User): Actor {
    return { login, at: this.clock.now() };
  }
}
