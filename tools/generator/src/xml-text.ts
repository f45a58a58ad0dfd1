export type Attributes = Readonly<Record<string, string | number>>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text, or the value of an attribute. */
export const xmlText = (value: string): string =>
  value.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** As they follow an element's name. */
export function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
