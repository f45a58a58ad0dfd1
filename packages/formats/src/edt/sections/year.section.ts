import type { TimetableYear } from '@timetable/domain';
import { LEAF, type Element, type ElementReader } from '../../xml/element-reader.js';
import type { RowReading } from '../row-reading.js';
import { parseDate } from '../../reading/values.js';

/** `AnneeScolaire`: the three dates everything else counts from. */
export class YearSection {
  year: TimetableYear = { startsOn: '', endsOn: '', firstMonday: '' };

  constructor(private readonly rows: RowReading) {}

  open(section: Element): ElementReader {
    this.year = {
      startsOn: this.date(section, 'DateDebut'),
      endsOn: this.date(section, 'DateFin'),
      firstMonday: this.date(section, 'DatePremierJourSemaine1'),
    };
    return LEAF;
  }

  private date(section: Element, attribute: string): string {
    const text = section.attribute(attribute) ?? '';
    const date = parseDate(text);
    if (date === undefined) this.rows.report('year_date_unreadable', section, `${attribute}=${text}`);
    return date ?? '';
  }
}
