// npm run directory -- --help
import { parseOptions } from '@timetable/command-line';
import { FeedUnreadable, openAafFiles } from '@timetable/directory-feeds';
import { feedReportLines } from '@timetable/domain';
import { DirectoryFeedRepository, FeedUnderWay, openDatabase } from '@timetable/persistence';
import { basename } from 'node:path';
import { databaseUrl } from '../database-url.js';
import { openFeedFiles } from '../feed-files.js';

const HELP = `L’annuaire de tous les établissements, depuis l’annuaire académique (AAF).

  npm run directory -- aaf <dossier ou .zip>          dit ce que ces fichiers changeraient
  npm run directory -- aaf <dossier ou .zip> --apply  les charge

  --confirm <code>,<code>   cités scolaires dont les départs, de plus d’un cinquième d’une liste, sont confirmés

La base est celle de DATABASE_URL, sinon celle de npm start. Voir docs/directory.md.
`;

const [source = '', path = '', ...rest] = process.argv.slice(2);
try {
  process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
  if (error instanceof FeedUnreadable) console.error(error.sentence);
  else if (error instanceof FeedUnderWay)
    console.error('Un autre annuaire académique est en cours de chargement.');
  else if (error instanceof RangeError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}

/** @returns whether all of it was done */
async function run(): Promise<boolean> {
  if (source !== 'aaf' || path === '' || path.startsWith('-')) {
    console.log(HELP);
    return ['', '--help', '-h'].includes(source);
  }
  const { apply = false, confirm = '' } = parseOptions(rest, {
    apply: { type: 'boolean' },
    confirm: { type: 'string' },
  });
  const { files, close } = await openFeedFiles(path);
  const database = await openDatabase(await databaseUrl(process.env), {
    applicationName: 'timetable-directory',
    // The lock, and two that write under it.
    poolSize: 3,
  });
  try {
    const actor = { login: 'aaf', at: new Date() };
    const confirmed = new Set(confirm.split(',').map((code) => code.trim()));
    const report = await new DirectoryFeedRepository(database).load(
      {
        fileName: basename(path),
        open: () => openAafFiles(files),
        refusalOf: (error) => (error instanceof FeedUnreadable ? error.sentence : undefined),
      },
      actor,
      apply ? { confirmed, actor } : undefined,
    );
    for (const line of feedReportLines(report, !apply)) console.log(line);
    if (!apply) console.log('Rien n’a été changé : ajoutez --apply pour charger.');
    return report.toConfirm.length === 0;
  } finally {
    await database.close();
    await close();
  }
}
