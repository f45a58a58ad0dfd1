const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  // A local date has no zone: it is read and written in one and the same.
  new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: 'UTC' });

const HEADING = format({ weekday: 'short', day: 'numeric', month: 'short' });
const WHOLE = format({ weekday: 'long', day: 'numeric', month: 'long' });
const RANGE = format({ day: 'numeric', month: 'short' });

/** « lun. 23 nov. » @param date `YYYY-MM-DD` */
export const shortDay = (date: string): string => HEADING.format(new Date(date));

/** « lundi 23 novembre » @param date `YYYY-MM-DD` */
export const longDay = (date: string): string => WHOLE.format(new Date(date));

/** « 23–29 nov. » @param from `YYYY-MM-DD` @param to the same, later */
export const dayRange = (from: string, to: string): string => RANGE.formatRange(new Date(from), new Date(to));
