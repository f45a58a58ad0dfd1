import escapeHtml from 'escape-html';

/** Text that is HTML already; anything else is escaped where it is inserted. */
export class Html {
  // Private: the compiler takes nothing else that has a text for one.
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

type Part = Html | readonly Html[] | string | number | null | undefined;

/** Template tag: `html`​`<p>${name}</p>`​ escapes what is inserted, unless it is `Html`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

/** For our own constants only, a style sheet for instance. */
html.raw = (text: string): Html => new Html(text);

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object' && part !== null) return part.map(render).join('');
  return escapeHtml(String(part ?? ''));
}
