import { Inject, Injectable } from '@nestjs/common';
import type { Grid, Page, Room, TimetableChoice, TimetableChoicesQuery } from '@timetable/contracts';
import { addDays, alternatingWeeks, normaliseName, weekOf, type ReferredKind } from '@timetable/domain';
import {
  SchoolYearRepository,
  TimetableOutlineReader,
  type CampusRecord,
  type EstablishmentRecord,
  type SchoolYearRecord,
} from '@timetable/persistence';
import type { Clock } from '@timetable/settings';
import { pageOfList } from '../http/page.js';
import { CLOCK } from '../ports/ports.module.js';
import { yearAsked } from '../school-year/year-asked.js';

/** An establishment in one of its years. */
interface OutlinePlace {
  readonly campus: CampusRecord;
  readonly establishment: EstablishmentRecord;
  /** @default the one in force */
  readonly schoolYear: string | undefined;
}

const BY_NAME = new Intl.Collator('fr', { numeric: true });

/** What a timetable can be looked at by, and the frame of its weeks. */
@Injectable()
export class OutlineService {
  constructor(
    private readonly outline: TimetableOutlineReader,
    private readonly years: SchoolYearRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async choices(
    kind: ReferredKind,
    place: Omit<OutlinePlace, 'schoolYear'>,
    query: TimetableChoicesQuery,
  ): Promise<Page<TimetableChoice>> {
    const year = await this.#year({ ...place, schoolYear: query.schoolYear });
    return pageOfList(named(await this.outline.choices(kind, placeOf(place, year)), query.q), query);
  }

  async rooms(place: Omit<OutlinePlace, 'schoolYear'>, query: TimetableChoicesQuery): Promise<Page<Room>> {
    const year = await this.#year({ ...place, schoolYear: query.schoolYear });
    return pageOfList(named(await this.outline.rooms(placeOf(place, year)), query.q), query);
  }

  async grid(place: OutlinePlace): Promise<Grid> {
    const year = await this.#year(place);
    const lessons = await this.outline.lessons(placeOf(place, year));
    const open = [...new Set(lessons.flatMap(({ mondays }) => mondays))].toSorted();
    const letters = alternatingWeeks(
      open,
      lessons.map(({ mondays }) => mondays),
    );
    const hours = new Set(lessons.flatMap(({ startMinute, endMinute }) => [startMinute, endMinute]));
    return {
      schoolYear: year.label,
      startsOn: year.startsOn,
      endsOn: year.endsOn,
      weekdays: [...new Set(lessons.map(({ weekday }) => weekday))].toSorted((a, b) => a - b),
      hours: [...hours].toSorted((a, b) => a - b).map(hourOf),
      weeks: mondaysOf(year, open).map((monday) => ({
        monday,
        letter: letters.get(monday) ?? null,
        hasLessons: open.includes(monday),
      })),
    };
  }

  async #year({ establishment, schoolYear }: OutlinePlace): Promise<SchoolYearRecord> {
    return yearAsked(await this.years.ofEstablishment(establishment.id, this.clock.now()), schoolYear);
  }
}

const placeOf = (
  { campus, establishment }: Omit<OutlinePlace, 'schoolYear'>,
  { label }: SchoolYearRecord,
) => ({ campusCode: campus.code, establishmentId: establishment.id, schoolYear: label });

/** Those of that name, in the order of people: 6e A before 10e B. */
function named<Choice extends { readonly name: string }>(
  choices: readonly Choice[],
  q: string | undefined,
): Choice[] {
  const words = q === undefined ? [] : normaliseName(q).split(' ');
  return choices
    .filter(({ name }) => {
      const known = normaliseName(name);
      return words.every((word) => known.includes(word));
    })
    .toSorted((a, b) => BY_NAME.compare(a.name, b.name));
}

/** Every week of the year, and those outside of its dates that have lessons. */
function mondaysOf({ startsOn, endsOn }: SchoolYearRecord, open: readonly string[]): string[] {
  const mondays = new Set(open);
  for (let { from: monday } = weekOf(startsOn); monday <= endsOn; monday = addDays(monday, 7))
    mondays.add(monday);
  return [...mondays].toSorted();
}

/** « 08:30 », as `Session` writes hours. */
const hourOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
