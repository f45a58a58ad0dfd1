const FORMATS = new Map<string, Intl.DateTimeFormat>();

/**
 * « 24 novembre 2026 à 08:15 »: for sentences; machines get ISO 8601.
 * @param timeZone of whoever reads it
 */
export function frenchInstant(instant: Date, timeZone = 'Europe/Paris'): string {
  let format = FORMATS.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone });
    FORMATS.set(timeZone, format);
  }
  return format.format(instant);
}
