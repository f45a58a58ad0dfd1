// npm run demo
import { createClock } from '@timetable/settings';
import { FolderUnusable, makeTemporaryFolder } from '@timetable/folders';
import { rm } from 'node:fs/promises';
import { DemoFailure } from '../demo-failure.js';
import { runDemo } from '../run-demo.js';
import { StartFailure } from '@timetable/embedded';
import { ApiFailure, DataDirectory, Product, runningProduct, stopOnSignals } from '@timetable/product';

const say = (line: string): void => {
  console.log(line);
};
const demo = { now: createClock(process.env['CLOCK']).now(), say };

try {
  const running = await runningProduct(new DataDirectory(process.env['DATA_DIR'] ?? '.data').product());
  if (running === undefined) await demonstrateApart();
  else {
    say(`Le produit tourne déjà (${running.apiUrl}) : la démonstration s’y déroule.\n`);
    await runDemo({ product: running, ...demo });
  }
  say('\nTout est conforme.');
  process.exit(0);
} catch (error) {
  const isExpected =
    error instanceof DemoFailure ||
    error instanceof StartFailure ||
    error instanceof FolderUnusable ||
    error instanceof ApiFailure;
  console.error(isExpected ? `\nÉchec : ${error.message}` : error);
  process.exit(1);
}

/** In a product of its own: temporary data, free ports, all of it gone at the end. */
async function demonstrateApart(): Promise<void> {
  say('Rien ne tourne : démarrage d’un produit provisoire (données temporaires, ports libres).');
  const directory = makeTemporaryFolder('timetable-demo-');
  const ports = ['PG', 'TEMPORAL', 'TEMPORAL_UI', 'SMTP_SINK', 'API', 'DEPOSIT', 'WORKER'].map(
    (name) => [`${name}_PORT`, '0'] as const,
  );
  const env = { ...process.env, ...Object.fromEntries(ports), DATA_DIR: directory };
  const product = await stopOnSignals((signal) => Product.start({ env, report: say, signal }), say);
  try {
    say('');
    await runDemo({ product: product.description, ...demo });
  } finally {
    await product.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
