/** For sorting by character codes, the same on every machine: no order for readers. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
