import {
  addDays,
  weeksOf,
  weeksUpTo,
  type FileMembership,
  type FilePupil,
  type Ident,
} from '@timetable/domain';
import { parseDate, parseWeeks } from '../reading/values.js';
import type { UdtCalendar } from './udt-calendar.js';
import { partCode, type UdtClassesAndGroups } from './udt-classes-and-groups.js';
import { UdtCodes } from './udt-codes.js';
import type { UdtFiles } from './udt-files.js';
import { coded } from './udt-people-and-places.js';
import type { UdtProblems } from './udt-problems.js';
import { isoDateOf, type UdtRow } from './udt-row.js';

/** Stays of one pupil, by class or part: the weeks of each, as masks of school weeks. */
interface Stays {
  readonly classes: Map<Ident, bigint>;
  readonly parts: Map<Ident, bigint>;
  isWhole: boolean;
}

/** Pupils (file 10) with the classes and groups they are in, and when (file 21). */
export function readPupils(
  files: UdtFiles,
  structure: UdtClassesAndGroups,
  { calendar, problems }: { readonly calendar: UdtCalendar; readonly problems: UdtProblems },
): FilePupil[] {
  const codes = new UdtCodes(problems);
  const pupils = coded(files.of('10', 'eleve'), codes, (row) => personOf(row, problems));
  const stays = new Map<Ident, Stays>();
  for (const row of files.of('21', 'ele_gpe')) {
    const pupil = codes.referred(row, 'ele');
    if (pupil === undefined || Number.isNaN(pupil)) continue;
    const own = stays.get(pupil) ?? { classes: new Map(), parts: new Map(), isWhole: true };
    stays.set(pupil, own);
    addStay(row, own, { structure, calendar, problems });
  }
  return pupils.map((pupil) => {
    const own = stays.get(pupil.ident);
    return {
      ...pupil,
      classes: membershipsOf(own?.classes, calendar),
      parts: membershipsOf(own?.parts, calendar),
      ...(own?.isWhole === false && { isPartlyUnread: true }),
    };
  });
}

function personOf(
  row: UdtRow,
  problems: UdtProblems,
): Pick<FilePupil, 'lastName' | 'firstName' | 'birthDate'> {
  const text = row.value('naissance');
  const birthDate = parseDate(isoDateOf(text));
  if (birthDate === undefined)
    problems.reportReading(text === '' ? 'birth_date_missing' : 'birth_date_unreadable', row);
  return {
    lastName: row.value('nom'),
    firstName: row.value('prenom'),
    ...(birthDate !== undefined && { birthDate }),
  };
}

interface Context {
  readonly structure: UdtClassesAndGroups;
  readonly calendar: UdtCalendar;
  readonly problems: UdtProblems;
}

function addStay(row: UdtRow, own: Stays, { structure, calendar, problems }: Context): void {
  const weeks = weeksOfStay(row.value('semaines'), calendar);
  if (weeks === undefined) {
    problems.report('udt_weeks_unreadable', row, row.value('semaines'));
    own.isWhole = false;
    return;
  }
  const division = structure.classCodes.referred(row, 'code_div');
  const part = structure.partCodes.referred(row, 'gpe', partCode(row.value('code_div'), row.value('gpe')));
  for (const [into, ident] of [
    [own.classes, division],
    [own.parts, part],
  ] as const) {
    if (ident === undefined) continue;
    if (Number.isNaN(ident)) own.isWhole = false;
    else into.set(ident, (into.get(ident) ?? 0n) | weeks);
  }
}

/** Bit i is ISO week i + 1; nothing, or 0, is the whole year. Undefined for what is no mask. */
function weeksOfStay(text: string, calendar: UdtCalendar): bigint | undefined {
  const mask = text === '' ? 0n : parseWeeks(text);
  if (mask === undefined) return undefined;
  if (mask === 0n) return weeksUpTo(calendar.weekCount);
  let weeks = 0n;
  for (let bit = 0; bit < 53; bit += 1) {
    const week = ((mask >> BigInt(bit)) & 1n) === 1n ? calendar.weekOfIso(bit + 1) : undefined;
    if (week !== undefined) weeks |= 1n << BigInt(week);
  }
  return weeks;
}

function membershipsOf(stays: Stays['classes'] | undefined, calendar: UdtCalendar): FileMembership[] {
  return [...(stays ?? [])].flatMap(([ident, weeks]) =>
    runsOf(weeks, calendar).map(([first, last]) => {
      const { startsOn, endsOn } = calendar.year;
      const [from, to] = [calendar.mondayOfWeek(first), addDays(calendar.mondayOfWeek(last), 6)];
      return { ident, startsOn: from < startsOn ? startsOn : from, endsOn: to > endsOn ? endsOn : to };
    }),
  );
}

/** First and last week of each run; vacations in between do not put a pupil out of a group. */
function runsOf(weeks: bigint, calendar: UdtCalendar): [number, number][] {
  const runs: [number, number][] = [];
  for (const week of weeksOf(weeks)) {
    const run = runs.at(-1);
    if (run !== undefined && isClosedBetween(run[1], week, calendar)) run[1] = week;
    else runs.push([week, week]);
  }
  return runs;
}

function isClosedBetween(last: number, next: number, calendar: UdtCalendar): boolean {
  for (let week = last + 1; week < next; week += 1) if (!calendar.isClosedWeek(week)) return false;
  return true;
}
