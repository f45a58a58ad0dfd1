import { Inject, Injectable } from '@nestjs/common';
import type {
  Closures,
  ClosuresBody,
  SchoolYear,
  SchoolYearBody,
  User,
  YearProposal,
} from '@timetable/contracts';
import type { Clock } from '@timetable/settings';
import {
  closureOutsideYearMessage,
  leavesYear,
  localDateOf,
  openingConsequences,
  openingNotUndoneMessage,
  openingObstacles,
  proposedYear,
  yearAlreadyOpenMessage,
  yearLabel,
} from '@timetable/domain';
import {
  SchoolYearRepository,
  type CampusRecord,
  type EstablishmentCalendar,
  type EstablishmentRecord,
  type SchoolYearRecord,
} from '@timetable/persistence';
import { ApiError, invalidFields } from '../errors/api-error.js';
import { assertAsSeen } from '../http/entity-tag.js';
import { CLOCK } from '../ports/ports.module.js';
import { yearAsked } from './year-asked.js';
import { proposedClosuresOf, schoolYearView } from './school-year-view.js';

/** An establishment, in one of its years. */
interface YearPlace {
  readonly campus: CampusRecord;
  readonly establishment: EstablishmentRecord;
  /** @default the one in force */
  readonly schoolYear: string | undefined;
}

@Injectable()
export class SchoolYearService {
  constructor(
    private readonly years: SchoolYearRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async current(campus: CampusRecord): Promise<SchoolYear> {
    const now = this.clock.now();
    return schoolYearView(campus, await this.years.ofCampus(campus.code, now), now);
  }

  /** Adds the next year, in wait of its first manual import. The one in force goes on until its first day. */
  async open(campus: CampusRecord, body: SchoolYearBody, user: User): Promise<SchoolYear> {
    const targets = targetsOf(campus, body.establishment);
    const { label, startsOn, endsOn, closures } = await this.#preview(campus, targets, body);
    const result = await this.years.open(
      campus.code,
      targets.map(({ id }) => id),
      {
        ...{ label, startsOn, endsOn, closures },
        closuresSource: body.closures === undefined ? 'calendar' : 'manual',
      },
      { login: user.login, at: this.clock.now() },
    );
    if (!result.opened) throw alreadyOpen(label, result.alreadyIn);
    return this.current(campus);
  }

  /** What opening that year would change; nothing is written. */
  preview(campus: CampusRecord, body: SchoolYearBody): Promise<YearProposal> {
    return this.#preview(campus, targetsOf(campus, body.establishment), body);
  }

  async undoOpening(
    campus: CampusRecord,
    establishment: string | undefined,
    user: User,
  ): Promise<SchoolYear> {
    const now = this.clock.now();
    const { academicZone } = campus;
    const obstacles = await this.years.undoOpening(
      campus.code,
      targetsOf(campus, establishment).map(({ id, timeZone }) => ({
        id,
        proposedYear: proposedYear(now, { timeZone, academicZone }),
      })),
      { login: user.login, at: now },
    );
    const [obstacle] = obstacles;
    if (obstacle !== undefined)
      throw new ApiError('school_year_kept', openingNotUndoneMessage(obstacle.label, obstacle.isImported), {
        establishments: obstacles.map(({ establishmentId }) => establishmentId),
      });
    return this.current(campus);
  }

  async closures(establishment: EstablishmentRecord, schoolYear?: string): Promise<Closures> {
    const year = yearAsked(await this.years.ofEstablishment(establishment.id, this.clock.now()), schoolYear);
    return toClosures(year);
  }

  async saveClosures(
    { campus, establishment, schoolYear }: YearPlace,
    { closures }: ClosuresBody,
    user: User,
    ifMatch: string | undefined,
  ): Promise<Closures> {
    const year = yearAsked(await this.years.ofEstablishment(establishment.id, this.clock.now()), schoolYear);
    const outside = closures.flatMap((closure, index) =>
      leavesYear(closure, year)
        ? [{ field: `closures.${index}`, message: closureOutsideYearMessage(year) }]
        : [],
    );
    if (outside.length > 0) throw invalidFields(outside);
    await this.years.saveClosures(
      { campusCode: campus.code, establishmentId: establishment.id, schoolYear: year.label },
      closures,
      { login: user.login, at: this.clock.now() },
      (current) => {
        assertAsSeen(ifMatch, toClosures({ ...year, closures: current }));
      },
    );
    return this.closures(establishment, year.label);
  }

  /** @throws ApiError when the dates make no year that these establishments could open now */
  async #preview(
    campus: CampusRecord,
    targets: readonly EstablishmentRecord[],
    body: SchoolYearBody,
  ): Promise<YearProposal> {
    const now = this.clock.now();
    const calendars = await this.years.ofCampus(campus.code, now);
    const label = yearLabel(body.startsOn, body.endsOn);
    const year = { label, startsOn: body.startsOn, endsOn: body.endsOn };
    const situations = targets.map(({ id, timeZone }) => ({
      id,
      today: localDateOf(now, timeZone),
      calendar: calendars.find(({ current }) => current.establishmentId === id),
    }));
    const alreadyIn = situations.filter(({ calendar }) => isTaken(year, calendar));
    if (alreadyIn.length > 0)
      throw alreadyOpen(
        label,
        alreadyIn.map(({ id }) => id),
      );
    for (const { today, calendar } of situations) {
      const running = calendar?.current.state === 'open' ? calendar.current : undefined;
      const obstacles = openingObstacles(year, { today, running });
      if (obstacles.length > 0) throw invalidFields(obstacles);
    }
    const consequences = situations.flatMap(({ today, calendar }) =>
      openingConsequences(year, { today, current: calendar?.current }),
    );
    const { closures, notice } = proposedClosuresOf(campus, targets, year);
    return {
      ...year,
      closures: body.closures ?? closures,
      notice,
      consequences: [...new Set(consequences)],
    };
  }
}

const toClosures = ({ label, closures }: Pick<SchoolYearRecord, 'label' | 'closures'>): Closures => ({
  schoolYear: label,
  closures: [...closures],
});

/** The same as the repository refuses, known before anything is said of the dates. */
const isTaken = (
  { label, startsOn }: Pick<SchoolYearRecord, 'label' | 'startsOn'>,
  calendar: EstablishmentCalendar | undefined,
): boolean =>
  [calendar?.current, calendar?.next].some(
    (year) => year?.state === 'open' && (year.label === label || year.startsOn >= startsOn),
  );

const alreadyOpen = (label: string, establishments: readonly string[]): ApiError =>
  new ApiError('school_year_exists', yearAlreadyOpenMessage(label), { establishments });

function targetsOf(campus: CampusRecord, establishment: string | undefined): readonly EstablishmentRecord[] {
  if (establishment === undefined) return campus.establishments;
  const found = campus.establishments.filter(({ code }) => code === establishment);
  if (found.length > 0) return found;
  throw new ApiError(
    'unknown_establishment',
    `L’établissement « ${establishment} » n’existe pas dans cette cité scolaire.`,
  );
}
