const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/;

/** « 06/05/2014 », as schools and administrations write days, or « 2014-05-06 »: `YYYY-MM-DD`, when there is such a day. */
export function parseDay(text: string): string | undefined {
  const [, day, month, year] = DAY_FIRST.exec(text) ?? inFrenchOrder(YEAR_FIRST.exec(text));
  if (day === undefined || month === undefined || year === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return exists && Number(year) >= 1900
    ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    : undefined;
}

const inFrenchOrder = (match: RegExpExecArray | null): readonly (string | undefined)[] =>
  match === null ? [] : [match[0], match[3], match[2], match[1]];
