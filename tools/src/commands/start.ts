// npm start
import { createClock } from '@timetable/settings';
import { StartFailure } from '../embedded/start-failure.js';
import { banner } from '../product/banner.js';
import { acceptOrders } from '../product/orders.js';
import { Product } from '../product/product.js';
import { seedDemoCampus } from '../product/demo-campus.js';
import { stopOnSignals } from '../product/stop-on-signals.js';

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
  console.error(error instanceof StartFailure ? `\n${error.message}` : error);
  await product?.stop();
  process.exit(1);
}
