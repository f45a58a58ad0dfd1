/** The id of an event as a client gives it back; undefined for what is none of ours. */
export const eventIdOf = (header: string | undefined): string | undefined =>
  /^\d{1,18}$/.test(header ?? '') ? header : undefined;
