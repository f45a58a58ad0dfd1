import { Inject, Injectable } from '@nestjs/common';
import type { Closures, ClosuresBody, SchoolYear, SchoolYearBody, User } from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import {
  closureOutsideYearMessage,
  leavesYear,
  proposedClosures,
  yearAlreadyOpenMessage,
  yearLabel,
  yearToOpen,
  type SchoolYearDates,
} from '@timetable/domain';
import {
  SchoolYearRepository,
  type CampusRecord,
  type EstablishmentRecord,
  type SchoolYearRecord,
} from '@timetable/persistence';
import { ApiError, invalidFields, notFound } from '../errors/api-error.js';
import { CLOCK } from '../ports/ports.module.js';

@Injectable()
export class SchoolYearService {
  constructor(
    private readonly years: SchoolYearRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async current(campus: CampusRecord): Promise<SchoolYear> {
    return toSchoolYear(campus, await this.years.ofCampus(campus.code));
  }

  /** Opens the next year, in wait of its first manual import. */
  async open(campus: CampusRecord, body: SchoolYearBody, user: User): Promise<SchoolYear> {
    const targets =
      body.establishment === undefined
        ? campus.establishments
        : campus.establishments.filter(({ code }) => code === body.establishment);
    if (targets.length === 0)
      throw new ApiError(
        'unknown_establishment',
        `L’établissement « ${body.establishment ?? ''} » n’existe pas dans cette cité scolaire.`,
      );
    const label = yearLabel(body.startsOn);
    const result = await this.years.open(
      campus.code,
      targets.map(({ id }) => id),
      {
        label,
        startsOn: body.startsOn,
        endsOn: body.endsOn,
        ...(body.closures === undefined
          ? { closures: proposalOf(campus, { ...body, label }).closures, closuresSource: 'calendar' }
          : { closures: body.closures, closuresSource: 'manual' }),
      },
      { login: user.login, at: this.clock.now() },
    );
    if (!result.opened)
      throw new ApiError('school_year_exists', yearAlreadyOpenMessage(label), {
        establishments: result.alreadyIn,
      });
    return this.current(campus);
  }

  async closures(establishment: EstablishmentRecord): Promise<Closures> {
    const year = await this.#yearOf(establishment);
    return { schoolYear: year.label, closures: [...year.closures] };
  }

  async saveClosures(
    campus: CampusRecord,
    establishment: EstablishmentRecord,
    { closures }: ClosuresBody,
    user: User,
  ): Promise<Closures> {
    const year = await this.#yearOf(establishment);
    const outside = closures.flatMap((closure, index) =>
      leavesYear(closure, year)
        ? [{ field: `closures.${index}`, message: closureOutsideYearMessage(year) }]
        : [],
    );
    if (outside.length > 0) throw invalidFields(outside);
    await this.years.saveClosures(campus.code, establishment.id, year.label, closures, {
      login: user.login,
      at: this.clock.now(),
    });
    return this.closures(establishment);
  }

  async #yearOf(establishment: EstablishmentRecord): Promise<SchoolYearRecord> {
    const year = await this.years.ofEstablishment(establishment.id);
    if (year === undefined) throw notFound('Cet établissement n’a pas d’année scolaire ouverte.');
    return year;
  }
}

/** The closures a manager is offered; taken as they are when the year is opened without saying which. */
function proposalOf(
  { academicZone }: CampusRecord,
  { label, startsOn, endsOn }: SchoolYearDates,
): SchoolYear['proposal'] {
  const { closures, notice } = proposedClosures({ label, startsOn, endsOn, academicZone });
  return {
    label,
    startsOn,
    endsOn,
    closures: closures.map((run) => ({ startsOn: run.startsOn, endsOn: run.endsOn, label: run.name })),
    notice,
  };
}

function toSchoolYear(campus: CampusRecord, years: readonly SchoolYearRecord[]): SchoolYear {
  const [home] = years;
  if (home === undefined) throw notFound('Cette cité scolaire n’a pas d’année scolaire ouverte.');
  const codes = new Map(campus.establishments.map(({ id, code }) => [id, code]));
  const view = ({ label, startsOn, endsOn, state, closures }: SchoolYearRecord) => ({
    label,
    startsOn,
    endsOn,
    state,
    closures: [...closures],
  });
  return {
    ...view(home),
    establishments: years.map((year) => ({
      ...view(year),
      establishment: codes.get(year.establishmentId) ?? year.establishmentId,
      datesDecided: year.datesDecided,
    })),
    proposal: proposalOf(campus, yearToOpen(home)),
  };
}
