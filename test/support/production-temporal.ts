import { findTemporalBinaries, findTemporalCli, ProductionTemporal } from '@timetable/embedded';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningProduct } from './product.js';

const ROOT = join(import.meta.dirname, '../..');
const BINARIES = findTemporalBinaries(process.env);

/** Why Temporal cannot be run here as in production; undefined: it can. */
export const NO_PRODUCTION_TEMPORAL =
  BINARIES === undefined
    ? 'no production-shaped Temporal: TEMPORAL_SERVER_PATH and TEMPORAL_SQL_TOOL_PATH (CONTRIBUTING.md)'
    : undefined;

export interface StartedTemporal {
  readonly temporal: ProductionTemporal;
  readonly end: () => Promise<void>;
}

/** In a temporary directory: in `beforeAll`, and `end` in `afterAll`. */
export async function startProductionTemporal({ nodes = 1 } = {}): Promise<StartedTemporal> {
  if (BINARIES === undefined) throw new Error(NO_PRODUCTION_TEMPORAL);
  const directory = await mkdtemp(join(tmpdir(), 'timetable-production-'));
  const erase = (): Promise<void> => rm(directory, { recursive: true, force: true });
  const temporal = await ProductionTemporal.start({
    binaries: BINARIES,
    cli: await findTemporalCli({ env: process.env, dataDirectory: directory }),
    composeFile: join(ROOT, 'docker-compose.yml'),
    directory,
    nodes,
    durable: false,
  }).catch(async (error: unknown) => {
    await erase();
    throw error;
  });
  return {
    temporal,
    end: async () => {
      await temporal.stop();
      await erase();
    },
  };
}

/** A product on a Temporal of its own, which `end` stops after it. */
export async function startOnProductionTemporal({
  nodes = 1,
  env,
}: {
  readonly nodes?: number;
  readonly env: Readonly<Record<string, string>>;
}): Promise<StartedTemporal & { readonly product: RunningProduct }> {
  const server = await startProductionTemporal({ nodes });
  const product = await RunningProduct.start({
    env: { ...env, TEMPORAL_ADDRESS: server.temporal.address },
  }).catch(async (error: unknown) => {
    await server.end();
    throw error;
  });
  return {
    ...server,
    product,
    end: async () => {
      await product.stop();
      await server.end();
    },
  };
}
