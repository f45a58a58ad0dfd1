import { parseDay } from '../feed-dates.js';

const MONTH = '(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)';

/** What spreadsheets make of « 6E1 » (a power of ten) and « 6-1 » (a day), and what they show when they find nothing. */
const SPOILT = new RegExp(
  String.raw`^(?:\d[.,]\d+E[+-]?\d+|\d{1,2}[-/ ]${MONTH}\.?(?:[-/ ]\d{2,4})?|${MONTH}\.?[-/ ]\d{2,4}|#(?:N/A|[A-Z/0]+[!?]))$`,
  'i',
);

/** Whether a spreadsheet has put a number, a day or an error in the place of a class's name. */
export const isSpoiltByTyping = (name: string): boolean => SPOILT.test(name) || parseDay(name) !== undefined;
