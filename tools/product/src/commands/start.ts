// npm start
import { createClock } from '@timetable/settings';
import { StartFailure } from '@timetable/embedded';
import { FolderUnusable } from '@timetable/folders';
import { banner } from '../banner.js';
import { acceptOrders } from '../orders.js';
import { Product } from '../product.js';
import { seedDemoCampus } from '../demo-campus.js';
import { stopOnSignals } from '../stop-on-signals.js';

const report = (line: string): void => {
  console.log(line);
};

let product: Product | undefined;
try {
  product = await stopOnSignals((signal) => Product.start({ env: process.env, report, signal }), report);
  const demo = await seedDemoCampus(product, createClock(process.env['CLOCK']).now());
  acceptOrders(product);
  report(banner(product, demo));
} catch (error) {
  const isExpected = error instanceof StartFailure || error instanceof FolderUnusable;
  console.error(isExpected ? `\n${error.message}` : error);
  await product?.stop();
  process.exit(1);
}
