/** Values as programs write them, each read or undefined: what an unreadable one means is the caller's business. */

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

const DATE = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{1,2}:[\d:.]+)?(?:Z|[+-]\d{2}:?\d{2})?\s*$/;

/** An existing calendar day, as `YYYY-MM-DD`. Time and time zone are dropped: exports mean local days. */
export function parseDate(text: string): string | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists && Number(year) >= 1000 ? `${year}-${month}-${day}` : undefined;
}

const TIME = /^\s*(\d{1,2})(?:[:hH](\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?|[hH])\s*$/;

/** Minutes from midnight of « 08:30 », « 08:30:00 », « 8h30 » or « 8h »; 24:00 is the end of the day. A time zone is dropped. */
export function parseMinute(text: string): number | undefined {
  const [, hours, minutes = '0'] = TIME.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 24 * 60 ? minute : undefined;
}

const PLAIN = /^[!-~]*$/;
/** What nobody sees between letters: zero-width spaces, soft hyphens, direction marks, control characters. */
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

/** A name as a person reads it: one space between words, none around, accents composed, nothing invisible. */
export function parseName(text: string | undefined): string {
  if (text === undefined || PLAIN.test(text)) return text ?? '';
  return text.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim().normalize('NFC');
}

/** An UAI as everybody writes it: « 0134567a », « 0134567 A ». */
export function parseUai(text: string | undefined): string {
  return parseName(text).replaceAll(' ', '').toUpperCase();
}
