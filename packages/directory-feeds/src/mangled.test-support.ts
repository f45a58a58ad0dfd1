/** What hands, bugs and cut lines put into a document. */
const PIECES = [
  ...[
    '<',
    '>',
    '&',
    '&amp;',
    '&lt;',
    '&#233;',
    '&#0;',
    '&inconnue;',
    ']]>',
    '"',
    "'",
    '\0',
    '\u0001',
    '\u{1F600}',
  ],
  ...[
    '<!-- </addRequest> -->',
    '<!--',
    '<![CDATA[<addRequest>]]>',
    '<![CDATA[',
    '<?pi ?>',
    '</addRequest>',
    '<x/>',
  ],
  ...[
    '<value/>',
    '<value>\u00a0</value>',
    '</value>',
    '</attr>',
    '\r\n',
    '\t',
    ' '.repeat(3),
    'é',
    'e\u0301',
    '\ufeff',
    '\ufffd',
    '\ufffe',
    'ﾟ',
    '’',
  ],
  ...[';', '"";', '\n\n', '06/05/2014', '31/02/2014', '$', '\\N', '\\.', 'a'.repeat(5_000)],
  ...['<!DOCTYPE x [<!ENTITY y "z">]>', 'xmlns="urn:x"', ' name="sn"', '<addRequest>', '</ficAlimMENESR>'],
];

/** Chance that comes again. */
interface Chance {
  integer(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

type Mangling = (text: string, at: number, random: Chance) => string;

const MANGLINGS: readonly Mangling[] = [
  (text, at, random) => text.slice(0, at) + random.pick(PIECES) + text.slice(at),
  (text, at, random) => text.slice(0, at) + random.pick(PIECES) + text.slice(at + 1),
  (text, at, random) => text.slice(0, at) + text.slice(at + 1 + random.integer(60)),
  (text, at, random) => text.slice(0, at) + text.slice(Math.max(0, at - random.integer(60))),
  (text, at) => text.slice(0, at),
];

/** The text altered at random in one to three places. */
export function mangled(text: string, random: Chance): string {
  let altered = text;
  for (let left = 1 + random.integer(3); left > 0; left -= 1)
    altered = random.pick(MANGLINGS)(altered, random.integer(altered.length), random);
  return altered;
}
