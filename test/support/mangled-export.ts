import { Random } from '@timetable/generator';

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

type Mangling = (text: string, random: Random) => string;

const MANGLINGS: readonly Mangling[] = [
  // An attribute of another value, without its value, gone, or twice.
  (text, random) =>
    replaceOne(text, ATTRIBUTE, random, (found) => found.replace(/"[^"]*"/, `"${random.pick(VALUES)}"`)),
  (text, random) =>
    replaceOne(text, ATTRIBUTE, random, (found) => found.replace(/"[^"]*"/, `"${random.integer(60)}"`)),
  (text, random) => replaceOne(text, ATTRIBUTE, random, () => ''),
  (text, random) => replaceOne(text, ATTRIBUTE, random, (found) => found + found),
  (text, random) => replaceOne(text, VALUE, random, () => `>${random.pick(VALUES)}</`),
  // A row gone, twice, or a copy of another one.
  (text, random) => replaceOne(text, ELEMENT, random, () => ''),
  (text, random) => replaceOne(text, ELEMENT, random, (found) => found + found),
  (text, random) => replaceOne(text, ELEMENT, random, () => random.pick(text.match(ELEMENT) ?? [''])),
  // Lines gone, swapped, cut in the middle.
  (text, random) =>
    onLines(text, (lines) => lines.toSpliced(random.integer(lines.length), 1 + random.integer(20))),
  (text, random) =>
    onLines(text, (lines) => {
      const [from, to] = [random.integer(lines.length), random.integer(lines.length)];
      return lines.with(from, lines[to] ?? '').with(to, lines[from] ?? '');
    }),
  (text, random) => text.slice(0, random.integer(text.length)),
  (text, random) => text.slice(0, random.integer(text.length)) + text.slice(random.integer(text.length)),
  // A whole section empty or gone.
  (text, random) => {
    const section = random.pick([
      'Matieres',
      'Professeurs',
      'Classes',
      'Groupes',
      'Salles',
      'Eleves',
      'PlacesParJour',
    ]);
    const whole = new RegExp(`<${section}>[^]*</${section}>`);
    return text.replace(whole, random.integer(2) === 0 ? '' : `<${section}/>`);
  },
];

/** The text of an export after one to four changes that real life, or malice, could make. */
export function mangledExport(text: string, seed: number): Buffer {
  const random = new Random(seed, 'mangled');
  let mangled = text;
  for (let change = 0; change <= random.integer(4); change += 1)
    mangled = random.pick(MANGLINGS)(mangled, random);
  const bytes = Buffer.from(mangled);
  // One file in five has bytes altered too.
  if (random.integer(5) === 0 && bytes.length > 0)
    bytes.writeUInt8(random.integer(256), random.integer(bytes.length));
  return bytes;
}

function replaceOne(
  text: string,
  pattern: RegExp,
  random: Random,
  change: (found: string) => string,
): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const { 0: found, index } = random.pick(places);
  return text.slice(0, index) + change(found) + text.slice(index + found.length);
}

const onLines = (text: string, change: (lines: string[]) => string[]): string =>
  change(text.split('\n')).join('\n');
