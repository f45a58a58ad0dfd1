// npm run bench -- --help
import { academyLines } from '../academy-table.js';
import { measureAcademy } from '../academy-load.js';
import { cpus, totalmem } from 'node:os';
import { BENCH_HELP, readBenchOptions, type BenchOptions } from '../bench-options.js';
import { BenchProduct } from '../bench-product.js';
import { doorLines } from '../door-table.js';
import { measureDoor } from '../door-throughput.js';
import { measureMemory } from '../memory.js';
import { measureEncrypted } from '../encrypted-cost.js';
import { measureGrowth } from '../growth.js';
import { growthLines, throughputLines } from '../fleet-table.js';
import { measureImportCost } from '../import-cost.js';
import { costLines, encryptedLines, memoryLines, renderTable, timingLines } from '../table.js';
import { measureThroughput } from '../throughput.js';
import { measureTimings } from '../timings.js';
import { StartFailure } from '@timetable/embedded';
import { FolderUnusable } from '@timetable/folders';

const say = (line: string): void => {
  console.log(line);
};

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === undefined) say(BENCH_HELP);
  else await bench(options);
  process.exit(0);
} catch (error) {
  const isExpected =
    error instanceof RangeError || error instanceof StartFailure || error instanceof FolderUnusable;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

/** Measures and shows; judges nothing: a slow machine is no failure. */
async function bench({ rows, rounds, sizesMb, ...options }: BenchOptions): Promise<void> {
  const startedAt = performance.now();
  const product = await BenchProduct.start({ onDevelopmentTemporal: options.onDevelopmentTemporal, say });
  try {
    const lines = [];
    if (rows.has('a') || rows.has('b') || rows.has('c')) {
      say('\nTemps');
      const timings = await measureTimings({ product, rows, rounds, say });
      const megabytes = (timings.fileBytes / 1e6).toLocaleString('fr-FR', { maximumFractionDigits: 2 });
      say(
        `  ${timings.sessions.toLocaleString('fr-FR')} séances, fichier de ${megabytes} Mo ; médianes de ${rounds} tours`,
      );
      lines.push(...timingLines(timings, rows));
    }
    if (rows.has('d')) {
      say('\nMémoire (pic du worker à vide → avec le fichier)');
      lines.push(...memoryLines(await measureMemory(product, sizesMb, say)));
    }
    if (rows.has('f')) {
      say('\nProcesseur d’un import');
      lines.push(...costLines(await measureImportCost(product, rounds, say)));
    }
    if (rows.has('i')) {
      say('\nExport chiffré');
      lines.push(...encryptedLines(await measureEncrypted(product, rounds, say)));
    }
    if (rows.has('j')) {
      say('\nAnnuaire académique');
      lines.push(
        ...academyLines(
          await measureAcademy(product, { schools: options.schools, rounds: Math.ceil(rounds / 3) }, say),
        ),
      );
    }
    if (rows.has('g')) {
      say('\nDébit et temps de verrouillage');
      lines.push(...throughputLines(await measureThroughput(product, options, say)));
    }
    if (rows.has('h')) {
      say('\nRéimport selon la taille des tables');
      lines.push(...growthLines(await measureGrowth(product, { ...options, rounds }, say)));
    }
    // The last: it suspends everything but the door.
    if (rows.has('e')) {
      say('\nPorte de dépôt');
      lines.push(...doorLines(await measureDoor({ product, rounds, say })));
    }
    say(`\n${machine()}, ${temporal(product)}\n\n${renderTable(lines)}`);
    say(
      `\nEn ${((performance.now() - startedAt) / 60_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} min.`,
    );
  } finally {
    await product.stop();
  }
}

function temporal(product: BenchProduct): string {
  return product.temporal === undefined ? 'Temporal de développement' : 'Temporal comme en production';
}

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model.trim() ?? 'processeur inconnu'}, ${memory} Gio, Node ${process.version}`;
}
