import { Inject, Injectable } from '@nestjs/common';
import type {
  Campus,
  CampusBody,
  CampusPatch,
  EstablishmentBody,
  ImportSettingsBody,
  Page,
  PageQuery,
  User,
} from '@timetable/contracts';
import type { Clock, Settings } from '@timetable/settings';
import { proposedYear, type ImportSettings } from '@timetable/domain';
import { CampusRepository, type CampusRecord, type NewEstablishment } from '@timetable/persistence';
import { z } from 'zod';
import { ApiError, notFound } from '../errors/api-error.js';
import { decodeCursor } from '../http/cursor.js';
import { readPage } from '../http/page.js';
import { assertAsSeen } from '../http/entity-tag.js';
import { CLOCK, SETTINGS } from '../ports/ports.module.js';

const cursorSchema = z.string();

@Injectable()
export class CampusesService {
  constructor(
    private readonly campuses: CampusRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** An operator sees the fleet, the others their own campus. */
  async list(user: User, { limit, cursor }: PageQuery): Promise<Page<Campus>> {
    const scope = { only: user.campus ?? undefined, after: decodeCursor(cursorSchema, cursor) };
    return readPage(
      limit,
      (rows) => this.campuses.list({ ...scope, limit: rows }),
      toCampus,
      ({ code }) => code,
    );
  }

  async create(body: CampusBody, user: User): Promise<Campus> {
    const created = await this.campuses.create(
      {
        code: body.code,
        name: body.name,
        academicZone: body.academicZone ?? null,
        establishments: body.establishments.map((establishment) => this.#withYear(establishment, body)),
      },
      { login: user.login, at: this.clock.now() },
    );
    if (!created) throw new ApiError('campus_exists', `La cité scolaire « ${body.code} » est déjà déclarée.`);
    return this.#find(body.code);
  }

  async change(campus: CampusRecord, patch: CampusPatch, user: User): Promise<Campus> {
    const { establishments, ...rest } = patch;
    assertUaisStayDistinct(campus, establishments ?? []);
    await this.campuses.change(
      campus.code,
      {
        ...rest,
        establishments: establishments?.map((establishment) =>
          this.#withYear(establishment, { academicZone: patch.academicZone ?? campus.academicZone }, campus),
        ),
      },
      { login: user.login, at: this.clock.now() },
    );
    return this.#find(campus.code);
  }

  async importSettings(campus: CampusRecord): Promise<ImportSettings> {
    const settings = await this.campuses.importSettings(campus.code);
    if (settings === undefined) throw notFound(`La cité scolaire « ${campus.code} » n’existe pas.`);
    return settings;
  }

  async saveImportSettings(
    campus: CampusRecord,
    { formats, softwareVersions, onlyKnownVersions, freezeMinutes }: ImportSettingsBody,
    user: User,
    ifMatch: string | undefined,
  ): Promise<ImportSettings> {
    await this.campuses.saveImportSettings(
      campus.code,
      {
        formats,
        ...(softwareVersions !== undefined && { softwareVersions }),
        ...(onlyKnownVersions !== undefined && { onlyKnownVersions }),
        ...(freezeMinutes !== undefined && { freezeMinutes }),
      },
      { login: user.login, at: this.clock.now() },
      (current) => {
        assertAsSeen(ifMatch, current);
      },
    );
    return this.importSettings(campus);
  }

  async #find(code: string): Promise<Campus> {
    const campus = await this.campuses.find(code);
    if (campus === undefined) throw notFound(`La cité scolaire « ${code} » n’existe pas.`);
    return toCampus(campus);
  }

  #withYear(
    { timeZone, ...establishment }: EstablishmentBody,
    { academicZone }: { readonly academicZone?: string | null | undefined },
    campus?: CampusRecord,
  ): NewEstablishment {
    const known = campus?.establishments.find(({ code }) => code === establishment.code);
    const zone = timeZone ?? known?.timeZone ?? this.settings.SCHOOL_TIME_ZONE;
    const year = proposedYear(this.clock.now(), { timeZone: zone, academicZone });
    return { ...establishment, timeZone: zone, proposedYear: year };
  }
}

export const toCampus = ({ code, name, academicZone, formats, establishments }: CampusRecord): Campus => ({
  code,
  name,
  academicZone,
  formats: [...formats],
  establishments: establishments.map(({ code, uai, name, timeZone }) => ({ code, uai, name, timeZone })),
});

function assertUaisStayDistinct(campus: CampusRecord, changes: readonly EstablishmentBody[]): void {
  const uais = new Map(campus.establishments.map(({ code, uai }) => [code, uai]));
  for (const { code, uai } of changes) uais.set(code, uai);
  if (new Set(uais.values()).size < uais.size)
    throw new ApiError(
      'establishment_exists',
      'Deux établissements de la cité scolaire auraient le même UAI : chacun a le sien.',
    );
}
