import { parseOptions } from '@timetable/command-line';

/** What can be measured, as `--only` names it. */
export const BENCH_ROWS = {
  a: 'dépôt → intégré, contre le plancher (lecture + COPY)',
  b: 'les cinq étapes avec Temporal, contre sans',
  c: 'réimport avec 1 % de changements, contre le premier import',
  d: 'mémoire de pointe du worker pour 1, 10 et 100 Mo',
  e: 'débit de la porte de dépôt, contre Apache mod_dav et nginx',
  f: 'processeur d’un import par processus : école minime, ordinaire',
  g: 'rafale d’une école minime sur autant de campus, boucle de six, contre sans Temporal',
  h: 'le même réimport avec de plus en plus de séances et d’imports passés dans les tables',
  i: 'export chiffré, dépôt → intégré, contre le même en clair',
  j: 'annuaire académique entier contre COPY des mêmes lignes, puis une nuit de changements',
} as const;
export type BenchRow = keyof typeof BENCH_ROWS;

export interface BenchOptions {
  readonly rows: ReadonlySet<BenchRow>;
  /** Of the timings; the first, which warms everything up, is not counted. */
  readonly rounds: number;
  /** Sizes in MB of the files of row d. */
  readonly sizesMb: readonly number[];
  /** Campuses of each burst of row g. */
  readonly bursts: readonly number[];
  /** Sessions in the table at each measure of row h, from the fewest on. */
  readonly sessions: readonly number[];
  /** Schools of the academy of row j, of 300 pupils each. */
  readonly schools: number;
  /** Instead of Temporal as production runs it, where its binaries are. */
  readonly onDevelopmentTemporal: boolean;
}

export const BENCH_HELP = `Mesure le produit en rapports, chaque terme dans la même exécution.

  npm run bench -- [options]

  --only <a,b,…>      seulement ces lignes
${Object.entries(BENCH_ROWS)
  .map(([row, label]) => `      ${row}  ${label}`)
  .join('\n')}
  --rounds <n>        tours mesurés, après un tour d’échauffement (défaut : 9 ; la ligne j en fait un tiers)
  --sizes <1,10,…>    tailles des fichiers de la ligne d, en Mo (défaut : 1,10,100)
  --bursts <300,…>    campus de chaque rafale de la ligne g (défaut : 300,1000)
  --sessions <1e4,…>  séances dans la table à chaque mesure de la ligne h (défaut : 1e4,1e5,1e6)
  --schools <500>     établissements de la ligne j, de 300 élèves chacun (défaut : 500 ; 5000 : une académie)
  --development-temporal  le serveur de développement, même si TEMPORAL_SERVER_PATH est donné
`;

const isRow = (name: string): name is BenchRow => name in BENCH_ROWS;

/** @throws RangeError, in French; undefined when help was asked for */
export function readBenchOptions(args: readonly string[]): BenchOptions | undefined {
  const values = parseOptions(args, {
    help: { type: 'boolean', short: 'h' },
    only: { type: 'string', default: Object.keys(BENCH_ROWS).join() },
    rounds: { type: 'string', default: '9' },
    sizes: { type: 'string', default: '1,10,100' },
    bursts: { type: 'string', default: '300,1000' },
    sessions: { type: 'string', default: '1e4,1e5,1e6' },
    schools: { type: 'string', default: '500' },
    'development-temporal': { type: 'boolean', default: false },
  });
  if (values.help === true) return undefined;
  const rows = values.only.split(',').map((name) => name.trim());
  if (!rows.every(isRow))
    throw new RangeError(`--only attend des lignes parmi ${Object.keys(BENCH_ROWS).join(', ')}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new RangeError('--rounds attend un nombre entier, au moins 1');
  const schools = Number(values.schools);
  if (!Number.isInteger(schools) || schools < 1)
    throw new RangeError('--schools attend un nombre entier, au moins 1');
  return {
    rows: new Set(rows),
    schools,
    rounds,
    sizesMb: positives(values.sizes, '--sizes attend des tailles en Mo : 1,10,100'),
    bursts: positives(values.bursts, '--bursts attend des nombres de campus : 300,1000'),
    sessions: positives(values.sessions, '--sessions attend des nombres de séances : 1e4,1e6'),
    onDevelopmentTemporal: values['development-temporal'],
  };
}

/** @throws RangeError that says what was expected */
function positives(list: string, expected: string): number[] {
  const values = list.split(',').map(Number);
  if (!values.every((value) => value > 0)) throw new RangeError(expected);
  return values;
}
