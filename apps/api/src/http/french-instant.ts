const FORMAT = new Intl.DateTimeFormat('fr-FR', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/Paris',
});

/** « 24 novembre 2026 à 08:15 », Paris time: for sentences; machines get ISO 8601. */
export const frenchInstant = (instant: Date): string => FORMAT.format(instant);
