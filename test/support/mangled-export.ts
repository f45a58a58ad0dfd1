/** Park and Miller's generator: the same « random » changes at every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed % 2_147_483_646) + 1;
  }

  /** A whole number from 0, below `sides`. */
  roll(sides: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % sides;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.roll(items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  }
}

/** What hands, bugs and cut lines put in attributes. */
const VALUES = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1.5',
    '1e9',
    '7',
    '99',
    '4294967296',
    '18446744073709551615',
    '99999999999999999999',
  ],
  ...['NaN', 'null', 'é', '\u{1F600}', '&amp;', '&#0;', '&#xD800;', '&inconnue;', '<', 'a'.repeat(5_000)],
  ...[
    '2026-09-01',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31',
    '08:00:00',
    '25:61:00',
    '24:00',
    '8h',
    "O'Brien\\",
  ],
  ...['{}', '{"a"}', '|', 'c:?6a', "'; DROP TABLE session; --", '\\N', 'tab\tand\nline'],
];

const ATTRIBUTE = / [A-Za-z0-9]+="[^"]*"/g;
/** A row: an element without anything inside. */
const ELEMENT = /<[A-Za-z_]+\b[^>]*\/>/g;
/** A value between two tags, as STSWEB has them. */
const VALUE = />[^<>\s][^<>]*<\//g;

type Mangling = (text: string, dice: Dice) => string;

const MANGLINGS: readonly Mangling[] = [
  // An attribute of another value, without its value, gone, or twice.
  (text, dice) =>
    replaceOne(text, ATTRIBUTE, dice, (found) => found.replace(/"[^"]*"/, `"${dice.pick(VALUES)}"`)),
  (text, dice) =>
    replaceOne(text, ATTRIBUTE, dice, (found) => found.replace(/"[^"]*"/, `"${dice.roll(60)}"`)),
  (text, dice) => replaceOne(text, ATTRIBUTE, dice, () => ''),
  (text, dice) => replaceOne(text, ATTRIBUTE, dice, (found) => found + found),
  (text, dice) => replaceOne(text, VALUE, dice, () => `>${dice.pick(VALUES)}</`),
  // A row gone, twice, or a copy of another one.
  (text, dice) => replaceOne(text, ELEMENT, dice, () => ''),
  (text, dice) => replaceOne(text, ELEMENT, dice, (found) => found + found),
  (text, dice) => replaceOne(text, ELEMENT, dice, () => dice.pick(text.match(ELEMENT) ?? [''])),
  // Lines gone, swapped, cut in the middle.
  (text, dice) => onLines(text, (lines) => lines.toSpliced(dice.roll(lines.length), 1 + dice.roll(20))),
  (text, dice) =>
    onLines(text, (lines) => {
      const [from, to] = [dice.roll(lines.length), dice.roll(lines.length)];
      return lines.with(from, lines[to] ?? '').with(to, lines[from] ?? '');
    }),
  (text, dice) => text.slice(0, dice.roll(text.length)),
  (text, dice) => text.slice(0, dice.roll(text.length)) + text.slice(dice.roll(text.length)),
  // A whole section empty or gone.
  (text, dice) => {
    const section = dice.pick([
      'Matieres',
      'Professeurs',
      'Classes',
      'Groupes',
      'Salles',
      'Eleves',
      'PlacesParJour',
    ]);
    const whole = new RegExp(`<${section}>[^]*</${section}>`);
    return text.replace(whole, dice.roll(2) === 0 ? '' : `<${section}/>`);
  },
];

/** The text of an export after one to four changes that real life, or malice, could make. */
export function mangledExport(text: string, seed: number): Buffer {
  const dice = new Dice(seed);
  let mangled = text;
  for (let change = 0; change <= dice.roll(4); change += 1) mangled = dice.pick(MANGLINGS)(mangled, dice);
  const bytes = Buffer.from(mangled);
  // One file in five has bytes altered too.
  if (dice.roll(5) === 0 && bytes.length > 0) bytes.writeUInt8(dice.roll(256), dice.roll(bytes.length));
  return bytes;
}

function replaceOne(text: string, pattern: RegExp, dice: Dice, change: (found: string) => string): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const { 0: found, index } = dice.pick(places);
  return text.slice(0, index) + change(found) + text.slice(index + found.length);
}

const onLines = (text: string, change: (lines: string[]) => string[]): string =>
  change(text.split('\n')).join('\n');
