import type { TimeGrid, TimePlace } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import { sectionOf, type RowReading } from '../row-reading.js';
import { parseMinute, parseUnsignedInt } from '../../reading/values.js';

const MINUTES_PER_DAY = 24 * 60;

/** `GrilleHoraire`: places of a day with their times, and working days. */
export class GridSection {
  private placeMinutes = 0;
  private placeCount = 0;
  private readonly places = new Map<number, TimePlace>();
  private readonly openDays = new Set<number>();
  private opened: Element | undefined;

  constructor(private readonly rows: RowReading) {}

  open(section: Element): ElementReader {
    this.opened = section;
    this.placeMinutes = this.quantity(section, 'DureePlace');
    this.placeCount = this.quantity(section, 'NombrePlacesParJour');
    const days = sectionOf('Jour', (day) => this.day(day));
    const places = sectionOf('Place', (place) => this.place(place));
    return {
      child: (element) =>
        element.name === 'JoursOuvres' ? days : element.name === 'PlacesParJour' ? places : undefined,
    };
  }

  /** The grid up to its first missing place: what lies beyond cannot be told apart from a shifted grid. */
  finish(): TimeGrid {
    const places: TimePlace[] = [];
    for (let number = 0; ; number += 1) {
      const place = this.places.get(number);
      if (place === undefined) break;
      places.push(place);
    }
    const expected = this.places.keys().reduce((most, number) => Math.max(most, number + 1), this.placeCount);
    if (this.opened !== undefined && places.length < expected) {
      this.rows.report('place_missing', this.opened, `${places.length}`);
    }
    return {
      placeMinutes: this.placeMinutes,
      places,
      openDays: [...this.openDays].sort((a, b) => a - b),
    };
  }

  private quantity(section: Element, attribute: string): number {
    const text = section.attribute(attribute) ?? '';
    const value = parseUnsignedInt(text);
    if (value !== undefined && value >= 1 && value <= MINUTES_PER_DAY) return value;
    this.rows.report('grid_unreadable', section, `${attribute}=${text}`);
    return 0;
  }

  private day(element: Element): ElementReader {
    let text = '';
    return {
      text: (piece) => {
        text += piece;
      },
      close: () => {
        const day = parseUnsignedInt(text);
        if (day !== undefined && day >= 1 && day <= 7) this.openDays.add(day);
        else this.rows.report('open_day_unreadable', element, text);
      },
    };
  }

  private place(element: Element): ElementReader {
    const numberText = element.attribute('Numero') ?? '';
    const startText = element.attribute('LibelleHeureDebut') ?? '';
    const number = parseUnsignedInt(numberText);
    const startMinute = parseMinute(startText);
    if (number === undefined || number >= MINUTES_PER_DAY || startMinute === undefined) {
      this.rows.report('place_unreadable', element, `${numberText}=${startText}`);
    } else if (this.places.has(number)) {
      this.rows.report('place_duplicate', element, `${number}`);
    } else {
      this.places.set(number, { startMinute, ...this.end(element, startMinute) });
    }
    return LEAF;
  }

  /** The end label is what the school sees; exports do lack it, and the place then lasts as long as any other. */
  private end(place: Element, startMinute: number): Omit<TimePlace, 'startMinute'> {
    const text = place.attribute('LibelleHeureFin') ?? '';
    const stated = parseMinute(text);
    if (stated !== undefined) return { endMinute: stated };
    const endMinute = startMinute + this.placeMinutes;
    if (text.trim() === '') return { endMinute };
    this.rows.report('place_end_unreadable', place, `${place.attribute('Numero') ?? ''}=${text}`);
    return { endMinute, isEndUnread: true };
  }
}
