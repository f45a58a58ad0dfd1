/** What XML 1.0 has no way to say. */
export const NO_XML_CHARACTER = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const REFERENCE = /&(?:#0*(\d{1,7})|#x0*([\da-fA-F]{1,6})|(lt|gt|amp|apos|quot));|&/g;
const PREDEFINED: ReadonlyMap<string | undefined, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** The text with its references replaced; undefined when one of them is to anything but a character of XML. */
export function resolved(text: string): string | undefined {
  const failures: string[] = [];
  const value = text.replace(REFERENCE, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    const character = PREDEFINED.get(name) ?? (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);
    if (character !== undefined && !NO_XML_CHARACTER.test(character)) return character;
    failures.push(whole);
    return '';
  });
  return failures.length === 0 ? value : undefined;
}
