import type { Page } from 'playwright-core';

const MOST_STOPS = 80;

interface Stop {
  /** What a screen reader says of it first. */
  readonly name: string;
  /** What is wrong with it, for who sees; empty: nothing. */
  readonly flaw: string;
}

/** Where the keyboard is. The focus must be drawn, within the window, and not behind a bar that floats over the page. */
const STOP = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return undefined;
  const name = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
  const shown = element.type === 'file' ? element.previousElementSibling : element;
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
  const [x, y] = [box.x + Math.min(box.width, innerWidth) / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const isSeen = top !== null && (shown.contains(top) || top.contains(shown));
  const flaw = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'is not drawn'
    : y < 0 || y > innerHeight || x < 0 || x > innerWidth ? 'is out of the window' : isSeen ? '' : 'is covered';
  return { name: name.trim().replaceAll(/\\s+/g, ' '), flaw };
})()`;

/** Somebody without a mouse, who sees: goes on with Tab, and remembers each stop where they could not see where they were. */
export class Keyboard {
  readonly flaws: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes on to what has this name. @throws Error when it is not among the next stops */
  async to(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      const here = await this.next();
      if (here !== undefined && (typeof name === 'string' ? here === name : name.test(here))) return;
      passed.push(here ?? '(nowhere)');
    }
    throw new Error(`${String(name)} is not reached after ${passed.join(' | ')}`);
  }

  /** @returns the name of the next stop; undefined: the browser's own bars */
  async next(): Promise<string | undefined> {
    await this.#page.keyboard.press('Tab');
    const stop = await this.here();
    if (stop !== undefined && stop.flaw !== '') this.flaws.push(`« ${stop.name} » ${stop.flaw}`);
    return stop?.name;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  here(): Promise<Stop | undefined> {
    return this.#page.evaluate(STOP);
  }
}
