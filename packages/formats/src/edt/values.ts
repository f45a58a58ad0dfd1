/** Values as EDT writes them in attributes, each read or undefined: what an unreadable one means is the caller's business. */

const UNSIGNED_INT_MAX = 4_294_967_295;
const UNSIGNED_LONG_MAX = 18_446_744_073_709_551_615n;

export function parseUnsignedInt(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\+?\d{1,20}\s*$/.test(text)) return undefined;
  const value = Number(text);
  return value <= UNSIGNED_INT_MAX ? value : undefined;
}

/** A week mask: 64 bits, so never through a number. */
export function parseWeeks(text: string): bigint | undefined {
  if (!/^\s*\+?\d{1,30}\s*$/.test(text)) return undefined;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  return value <= UNSIGNED_LONG_MAX ? value : undefined;
}

const DATE = /^\s*(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?\s*$/;

/** An existing calendar day, as `YYYY-MM-DD`. A time zone is dropped: exports mean local days. */
export function parseDate(text: string): string | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists && Number(year) >= 1000 ? `${year}-${month}-${day}` : undefined;
}

const TIME = /^\s*(\d{1,2})[:hH](\d{2})(?::\d{2}(?:\.\d+)?)?\s*$/;

/** Minutes from midnight of « 08:30 », « 08:30:00 » or « 8h30 »; 24:00 is the end of the day. */
export function parseMinute(text: string): number | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 24 * 60 ? minute : undefined;
}

/** A name as a person reads it: one space between words, none around, accents composed. */
export function parseName(text: string | undefined): string {
  return text === undefined ? '' : text.replace(/\s+/g, ' ').trim().normalize('NFC');
}
