import { Inject, Injectable } from '@nestjs/common';
import type { DirectoryBody, DirectoryCounts, User } from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import { DirectoryRepository, type CampusRecord } from '@timetable/persistence';
import { invalidFields } from '../errors/api-error.js';
import { CLOCK } from '../ports/ports.module.js';
import { directoryEmptied } from './directory-emptied.js';

@Injectable()
export class DirectoryService {
  constructor(
    private readonly directory: DirectoryRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param confirm the losses that a person confirmed */
  async replace(
    campus: CampusRecord,
    body: DirectoryBody,
    confirm: string | undefined,
    user: User,
  ): Promise<DirectoryCounts> {
    const establishmentIds = new Map(campus.establishments.map(({ code, id }) => [code, id]));
    const unknown = (body.classes ?? []).flatMap(({ establishment }, index) =>
      establishmentIds.has(establishment)
        ? []
        : [
            {
              field: `classes.${index}.establishment`,
              message: `« ${establishment} » n’est pas un établissement de la cité scolaire.`,
            },
          ],
    );
    if (unknown.length > 0) throw invalidFields(unknown.slice(0, 100));
    const load = await this.directory.replace(
      campus.code,
      {
        ...body,
        classes: body.classes?.map(({ id, name, establishment }) => ({
          id,
          name,
          establishmentId: establishmentIds.get(establishment) ?? '',
        })),
      },
      { login: user.login, at: this.clock.now() },
      confirm,
    );
    if (load.loaded) return load.counts;
    throw directoryEmptied(load.losses);
  }
}
