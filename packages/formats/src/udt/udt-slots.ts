import { parseMinute, parseUnsignedInt } from '../reading/values.js';
import { HoursGrid, type Hours } from '../time/hours-grid.js';
import type { UdtFiles } from './udt-files.js';
import type { UdtProblems } from './udt-problems.js';
import type { UdtRow } from './udt-row.js';

/** A half sequence: a weekday and hours, which may differ from day to day and from site to site. */
export interface UdtSlot extends Hours {
  /** ISO weekday. */
  readonly day: number;
}

/** The half sequences (file 07), and where the lines of each « fiche » are placed (file 11). */
export class UdtSlots {
  readonly #slots = new Map<string, UdtSlot>();
  readonly #ofFiche = new Map<string, UdtSlot | undefined>();
  readonly hours: HoursGrid;
  /** 0 when the export does not say. */
  readonly #slotMinutes: number;

  constructor(files: UdtFiles, problems: UdtProblems) {
    const sequence = parseUnsignedInt(files.of('00', 'init')[0]?.value('duree_seq')) ?? 0;
    this.#slotMinutes = Math.floor(sequence / 2);
    for (const row of files.of('07', 'demi_seq')) this.#addSlot(row, problems);
    for (const row of files.of('11', 'fiche')) {
      const key = slotKey(row.value('jour'), row.value('demi_seq'), row.value('site'));
      this.#ofFiche.set(row.value('code'), this.#slots.get(key));
    }
    this.hours = new HoursGrid(this.#slots.values());
  }

  /** Undefined for a fiche that the export lacks, or that is placed nowhere. */
  ofFiche(code: string): UdtSlot | undefined {
    return this.#ofFiche.get(code);
  }

  grid(): ReturnType<HoursGrid['grid']> {
    const days = new Set([...this.#slots.values()].map(({ day }) => day));
    return this.hours.grid(
      [...days].sort((a, b) => a - b),
      this.#slotMinutes,
    );
  }

  #addSlot(row: UdtRow, problems: UdtProblems): void {
    const day = parseUnsignedInt(row.value('code_jour'));
    const startMinute = parseMinute(row.value('hre_deb'));
    const length = this.#slotMinutes > 0 ? this.#slotMinutes : undefined;
    const endMinute =
      parseMinute(row.value('hre_fin')) ??
      (startMinute === undefined || length === undefined ? undefined : startMinute + length);
    const key = slotKey(row.value('code_jour'), row.value('code'), row.value('code_site'));
    const isDay = day !== undefined && day >= 1 && day <= 7;
    if (!isDay || startMinute === undefined || endMinute === undefined || endMinute <= startMinute) {
      problems.report('udt_slot_unreadable', row, key);
      return;
    }
    this.#slots.set(key, { day, startMinute, endMinute });
  }
}

const slotKey = (day: string, code: string, site: string): string =>
  `${day} ${code.padStart(2, '0')} ${site}`;
