import { programFile } from '@timetable/test-conditions';
import axe from 'axe-core';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A telephone held upright, a small one, a desk at twice its size, a tablet, a desk, a projector. */
const WIDTHS = [320, 390, 640, 768, 1280, 1920] as const;
/** Axe looks at the layouts of a telephone and of a desk. */
const AXE_WIDTHS: readonly number[] = [390, 1280];
const HEIGHT = 900;
/** What is left of a sheet of A4 between its margins. */
const PAPER = { width: 718, height: 1047 } as const;
/** Where `npm run screenshots` wants its pictures: of a desk, and of a telephone. A tablet's are for who looks at them only. */
const PICTURES = process.env['SCREENSHOTS'];
const PICTURE_SUFFIXES: Readonly<Record<number, string>> = { 390: '-telephone', 768: '-tablet', 1280: '' };
const SHOWN_IN_DOCUMENTATION: readonly number[] = [390, 1280];

/** What passes is not described, and nothing is fetched again for a rule about style sheets: a fifth less work in the page. */
const AXE_OPTIONS = `resultTypes: ['violations'], preload: false`;
/** Run in the page, which has its own idea of types. */
const VIOLATIONS = `axe.run({ ${AXE_OPTIONS} }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`;
/** Of the dark scheme, whose colours alone are others. */
const CONTRASTS = VIOLATIONS.replace(AXE_OPTIONS, `${AXE_OPTIONS}, runOnly: ['color-contrast']`);
/** What is wider than its place, or than the window. Read aloud only is neither. */
const SPILLING = `[...document.querySelectorAll('body *')].filter((element) => {
  if (element.closest('.skip, svg, dialog:not([open])')) return false;
  for (let each = element; each !== null; each = each.parentElement) if (getComputedStyle(each).clipPath !== 'none') return false;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  if (box.width === 0 || style.display === 'inline') return false;
  return box.right > innerWidth + 1 || (style.overflowX === 'visible' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
}).map((element) => element.tagName + '.' + element.className + ' « ' + element.textContent.slice(0, 40) + ' »')`;

/** Navigation, buttons and fields that paper would show. */
const ONLY_FOR_SCREENS = `[...document.querySelectorAll('nav, button, .button, input, select, textarea')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1)
  .map((element) => element.tagName + ' « ' + element.textContent.slice(0, 40) + ' »')`;

export async function openBrowser(): Promise<Browser> {
  const executablePath = programFile('chromium');
  if (executablePath === undefined) throw new Error('chromium is not installed');
  // Tests run as root in containers, where Chromium's own sandbox does not.
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    // As a browser in France writes dates in its own fields, where its language is installed (Debian: chromium-l10n).
    env: { ...process.env, LANGUAGE: 'fr' },
  });
}

/** One person at a browser of their own: what they see, and whatever the browser complains about meanwhile. */
export class Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #faults: string[];

  private constructor(context: BrowserContext, page: Page, faults: string[] = []) {
    this.context = context;
    this.page = page;
    this.#faults = faults;
    page.on('console', (message) => {
      // Of a refused request, which is told below by its path.
      const isRefusal = message.text().startsWith('Failed to load resource: the server responded');
      if (['error', 'warning'].includes(message.type()) && !isRefusal)
        this.#faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#faults.push(`error: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 400)
        this.#faults.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(page.url()).origin && page.url() !== 'about:blank')
        this.#faults.push(`elsewhere: ${request.url()}`);
    });
  }

  static async begin(browser: Browser, baseURL: string): Promise<Visit> {
    const context = await browser.newContext({
      baseURL,
      locale: 'fr-FR',
      // Far from the schools: their hours must not move.
      timezoneId: 'Indian/Reunion',
      viewport: { width: 1280, height: HEIGHT },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(30_000);
    return new Visit(context, await context.newPage());
  }

  /** The same person in another window, whose faults are theirs too. */
  async inNewWindow(): Promise<Visit> {
    return new Visit(this.context, await this.context.newPage(), this.#faults);
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel('Identifiant').fill(login);
    await this.page.getByLabel('Mot de passe').fill(password);
    await this.page.getByRole('button', { name: 'Se connecter' }).click();
  }

  /**
   * What is wrong with the page as it is now, at each width; nothing: no fault of accessibility, nothing spills. Leaves its
   * picture when they are asked for.
   * @param state names the picture
   */
  async flaws(state: string): Promise<string[]> {
    const flaws: string[] = [];
    for (const width of WIDTHS) {
      await this.page.setViewportSize({ width, height: HEIGHT });
      const found: string[] = await this.page.evaluate(SPILLING);
      if (AXE_WIDTHS.includes(width)) {
        found.push(...(await this.accessFlaws()));
      }
      if (width === 1280) found.push(...(await this.#darkFlaws()));
      flaws.push(...found.map((flaw) => `${width} px: ${flaw}`));
      if (PICTURES !== undefined && width in PICTURE_SUFFIXES)
        await this.#takePictures(PICTURES, state, width);
    }
    await this.page.setViewportSize({ width: 1280, height: HEIGHT });
    return flaws;
  }

  /** For who hardly sees, or not at all, as wide as the page is now; `flaws` looks at each width, and takes ten times as long. */
  async accessFlaws(): Promise<string[]> {
    await this.#carryAxe();
    return this.page.evaluate(VIOLATIONS);
  }

  async #darkFlaws(): Promise<string[]> {
    await this.page.emulateMedia({ colorScheme: 'dark' });
    const contrasts: string[] = await this.page.evaluate(CONTRASTS);
    await this.page.emulateMedia({ colorScheme: 'light' });
    return contrasts.map((flaw) => `dark: ${flaw}`);
  }

  /** What would be wrong on paper: cut, or only of use on a screen. */
  async printFlaws(state: string): Promise<string[]> {
    await this.page.emulateMedia({ media: 'print' });
    await this.page.setViewportSize(PAPER);
    const spilling: string[] = await this.page.evaluate(SPILLING);
    const useless: string[] = await this.page.evaluate(ONLY_FOR_SCREENS);
    if (PICTURES !== undefined)
      await this.page.screenshot({ path: join('reports', `print-console-${state}.png`), fullPage: true });
    await this.page.emulateMedia({ media: null });
    await this.page.setViewportSize({ width: 1280, height: HEIGHT });
    return [...spilling, ...useless];
  }

  /** Half a megabyte, once for each page that is opened. */
  async #carryAxe(): Promise<void> {
    const isThere: boolean = await this.page.evaluate(`'axe' in window`);
    if (!isThere) await this.page.evaluate(axe.source);
  }

  async #takePictures(directory: string, state: string, width: number): Promise<void> {
    const name = `console-${state}${PICTURE_SUFFIXES[width] ?? ''}.png`;
    await this.page.evaluate('scrollTo(0, 0)');
    if (SHOWN_IN_DOCUMENTATION.includes(width)) await this.page.screenshot({ path: join(directory, name) });
    // For who looks at them one by one, not for the documentation.
    await this.page.screenshot({ path: join('reports', `light-${name}`), fullPage: true });
    await this.page.emulateMedia({ colorScheme: 'dark' });
    await this.page.screenshot({ path: join('reports', `dark-${name}`), fullPage: true });
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** Errors, refused or failed requests and requests elsewhere since the last time. */
  takeFaults(): string[] {
    return this.#faults.splice(0);
  }

  end(): Promise<void> {
    return this.context.close();
  }
}
