import type { ClosureRun } from '../plan/plan.js';
import { addDays } from './local-date.js';

/** Those of the national calendar. */
export const ACADEMIC_ZONES = ['A', 'B', 'C'] as const;
export type AcademicZone = (typeof ACADEMIC_ZONES)[number];

/** A period during which the schools of a zone have no lessons. */
export interface NamedRun extends ClosureRun {
  /** French: « Vacances de Noël ». */
  readonly name: string;
}

/** First and last day off; the calendar is stated as « from the Saturday, after lessons, to the morning of the return ». */
type Days = readonly [saturday: string, dayOfReturn: string];

interface AcademicYear {
  readonly autumn: Days;
  readonly christmas: Days;
  readonly winter: Readonly<Record<AcademicZone, Days>>;
  readonly spring: Readonly<Record<AcademicZone, Days>>;
  /** The Friday after Ascension Thursday, when schools are closed on it. */
  readonly bridge: string;
}

/**
 * The national calendar (education.gouv.fr, « calendrier scolaire »), as known in November 2026. That of 2025-2026 was
 * compared with several publications; that of 2026-2027 was not, and rectors may adapt either. Hence a proposal that people
 * are asked to verify, never a rule. New Caledonia has its own (`new-caledonia.ts`); those of Corsica and of the other overseas
 * territories are not known here.
 * MAINTENANCE: one entry a year.
 */
const YEARS: Readonly<Record<string, AcademicYear>> = {
  '2025-2026': {
    autumn: ['2025-10-18', '2025-11-03'],
    christmas: ['2025-12-20', '2026-01-05'],
    winter: {
      A: ['2026-02-07', '2026-02-23'],
      B: ['2026-02-14', '2026-03-02'],
      C: ['2026-02-21', '2026-03-09'],
    },
    spring: {
      A: ['2026-04-04', '2026-04-20'],
      B: ['2026-04-11', '2026-04-27'],
      C: ['2026-04-18', '2026-05-04'],
    },
    bridge: '2026-05-15',
  },
  '2026-2027': {
    autumn: ['2026-10-17', '2026-11-02'],
    christmas: ['2026-12-19', '2027-01-04'],
    winter: {
      A: ['2027-02-13', '2027-03-01'],
      B: ['2027-02-20', '2027-03-08'],
      C: ['2027-02-06', '2027-02-22'],
    },
    spring: {
      A: ['2027-04-10', '2027-04-26'],
      B: ['2027-04-17', '2027-05-03'],
      C: ['2027-04-03', '2027-04-19'],
    },
    bridge: '2027-05-07',
  },
};

/** « B », « Zone B », « zone b »… as a zone of the calendar; undefined for anything else, Corsica and overseas included. */
export function academicZoneOf(text: string | null | undefined): AcademicZone | undefined {
  const [, letter] = /^(?:zone\s*)?([abc])$/i.exec((text ?? '').trim()) ?? [];
  switch (letter?.toUpperCase() ?? '') {
    case 'A':
      return 'A';
    case 'B':
      return 'B';
    case 'C':
      return 'C';
    default:
      return undefined;
  }
}

/** Holidays of a zone in a school year, in order; undefined when that year's calendar is not known here. */
export function academicHolidays(label: string, zone: AcademicZone): NamedRun[] | undefined {
  const year = YEARS[label];
  if (year === undefined) return undefined;
  const named = (name: string, [saturday, dayOfReturn]: Days): NamedRun => ({
    name,
    // Some schools work on the Saturday: the holidays begin after its lessons.
    startsOn: addDays(saturday, 1),
    endsOn: addDays(dayOfReturn, -1),
  });
  return [
    named('Vacances de la Toussaint', year.autumn),
    named('Vacances de Noël', year.christmas),
    named('Vacances d’hiver', year.winter[zone]),
    named('Vacances de printemps', year.spring[zone]),
    { name: 'Pont de l’Ascension', startsOn: year.bridge, endsOn: addDays(year.bridge, 1) },
  ];
}
