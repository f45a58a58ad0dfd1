import { frenchCount, frenchTime } from '@timetable/contracts';

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const LONG_DAY: Intl.DateTimeFormatOptions = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
};
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Instants as a school reads them, in its own zone: a browser of La Réunion shows the hours of a school of Brest. */
export class SchoolTime {
  readonly #timeZone: string;

  /** @param timeZone IANA */
  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** « 8 h 04 » */
  time(instant: string): string {
    const parts = this.#parts(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return frenchTime(Number(parts.get('hour')) * 60 + Number(parts.get('minute')));
  }

  /** « mar. 24 nov. », with the year when it is another than that of `now`. */
  day(instant: string, now: Date): string {
    const isThisYear = this.#year(instant) === this.#year(now.toISOString());
    return this.#format(instant, isThisYear ? DAY : { ...DAY, year: 'numeric' });
  }

  /** « mardi 24 novembre 2026 à 8 h 04 » */
  full(instant: string): string {
    return `${this.#format(instant, LONG_DAY)} à ${this.time(instant)}`;
  }

  /** `2026-11-24`: the local day. */
  date(instant: string): string {
    const parts = this.#parts(instant, { year: 'numeric', month: '2-digit', day: '2-digit' });
    return ['year', 'month', 'day'].map((part) => parts.get(part)).join('-');
  }

  #year(instant: string): string | undefined {
    return this.#parts(instant, { year: 'numeric' }).get('year');
  }

  #format(instant: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: this.#timeZone }).format(
      new Date(instant),
    );
  }

  #parts(instant: string, options: Intl.DateTimeFormatOptions): Map<string, string> {
    const format = new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: this.#timeZone });
    return new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  }
}

/** « il y a 3 min », « il y a 2 h », « il y a 5 jours »: what is read at a glance. */
export function elapsed(instant: string, now: Date): string {
  const ms = now.getTime() - Date.parse(instant);
  if (ms < MINUTE_MS) return 'à l’instant';
  if (ms < HOUR_MS) return `il y a ${Math.floor(ms / MINUTE_MS)}\u202fmin`;
  if (ms < DAY_MS) return `il y a ${Math.floor(ms / HOUR_MS)}\u202fh`;
  return `il y a ${frenchCount(Math.floor(ms / DAY_MS), 'jour', 'jours').replace(' ', '\u00a0')}`;
}
