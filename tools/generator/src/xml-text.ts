export type Attributes = Readonly<Record<string, string | number>>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As they follow an element's name. */
export function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(
      ([name, value]) => ` ${name}="${String(value).replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)}"`,
    )
    .join('');
}
