import type { Visit } from './visit.js';

const SLOWER = 4;

const PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(Math.round(list.getEntries().at(-1).startTime)))
    .observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => resolve(0), 5000);
})`;
/** As they came over the network, compressed. */
const SCRIPT_BYTES = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** Opens a page anew, as the first time, on a computer that is four times slower. */
export async function measureLoad(
  { context }: Visit,
  path: string,
): Promise<{ readonly scriptBytes: number; readonly paintMs: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(path);
  await page.getByRole('table').waitFor();
  const paintMs: number = await page.evaluate(PAINT);
  const scriptBytes: number = await page.evaluate(SCRIPT_BYTES);
  await page.close();
  return { scriptBytes, paintMs };
}

/** How long the page stood still at most while it was scrolled from top to bottom. Milliseconds. */
export async function measureScroll({ page }: Visit): Promise<number> {
  return page.evaluate<number>(`(async () => {
    let longest = 0, before = performance.now();
    for (let step = 0; step < 30; step += 1) {
      scrollBy(0, document.documentElement.scrollHeight / 30);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return Math.round(longest);
  })()`);
}
