// npm run generate-academy -- --help
import { FolderUnusable, makeFolder } from '@timetable/folders';
import { parseOptions } from '@timetable/command-line';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { academySchool, ORDINARY_ACADEMY } from '../academy/academy.js';
import { academyChanges, completeAcademy } from '../academy/academy-feed.js';
import { chunked } from '../chunked.js';

const HELP = `Fabrique l’annuaire académique (AAF) d’établissements fictifs. Les mêmes options donnent toujours les mêmes fichiers.

  npm run generate-academy -- --out <dossier> [options]

  --schools <n>    établissements (défaut : ${ORDINARY_ACADEMY.schools})
  --pupils <n>     élèves (défaut : ${ORDINARY_ACADEMY.pupils} ; deux kilo-octets chacun, et autant pour leur famille)
  --date <AAAAMMJJ> jour des fichiers (défaut : 20260901)
  --delta <%>      au lieu de tout, ce qu’une nuit change de cette part des élèves

UAI du premier établissement : ${academySchool(ORDINARY_ACADEMY, 0).uai}, puis de un en un.
`;

const OPTIONS = z.object({
  out: z.string().min(1),
  schools: z.coerce.number().int().min(1).max(99_999).default(ORDINARY_ACADEMY.schools),
  pupils: z.coerce.number().int().min(1).max(10_000_000).default(ORDINARY_ACADEMY.pupils),
  date: z
    .string()
    .regex(/^\d{8}$/)
    .default('20260901'),
  delta: z.coerce.number().positive().max(100).optional(),
});

try {
  await run();
} catch (error) {
  if (!(error instanceof RangeError || error instanceof FolderUnusable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const values = parseOptions(process.argv.slice(2), {
    help: { type: 'boolean', short: 'h' },
    out: { type: 'string', short: 'o' },
    schools: { type: 'string' },
    pupils: { type: 'string' },
    date: { type: 'string' },
    delta: { type: 'string' },
  });
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  const parsed = OPTIONS.safeParse(values);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => `--${path.map(String).join('.')}`);
    throw new RangeError(`Valeur incorrecte pour ${names.join(', ')} (voir --help)`);
  }
  const { out, date, delta, ...size } = parsed.data;
  makeFolder(out, { setting: '--out' });
  const files = delta === undefined ? completeAcademy(size, date) : academyChanges(size, date, delta);
  for (const { name, pieces } of files) {
    await pipeline(
      Readable.from(chunked(pieces()), { objectMode: false }),
      createWriteStream(join(out, name)),
    );
    console.log(join(out, name));
  }
}
