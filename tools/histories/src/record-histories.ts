import { Context } from '@temporalio/activity';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import {
  createQueueActivities,
  type ImportActivities,
  type MaintenanceActivities,
} from '@timetable/activities';
import { ImportStarts } from '@timetable/temporal';
import type { campusCoordinator, importDeposit, maintenance } from '@timetable/workflows';
import {
  coordinatorWorkflowId,
  IMPORT_TASK_QUEUE,
  importWorkflowId,
  type ImportInput,
  MAINTENANCE_JOBS,
  maintenanceId,
  REVISION,
  SEARCH_ATTRIBUTES,
  type MaintenanceJob,
  workSignal,
} from '@timetable/workflows/messages';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  COORDINATOR_SCENARIOS,
  COORDINATOR_SCRIPT,
  handed,
  IMPORT_SCENARIOS,
  type CoordinatorScenario,
  type ImportScenario,
} from './scenarios.js';
import { APPLICABLE, scriptedActivities, ScriptedQueue } from './scripted-activities.js';

export interface RecordingOptions {
  /** Path of the `temporal` program. */
  readonly cli: string;
  readonly workflowBundle: WorkflowBundleWithSourceMap | { readonly codePath: string };
}

/** A recorded history, as JSON that `Worker.runReplayHistory` takes back. */
export interface RecordedHistory {
  readonly name: string;
  readonly json: string;
}

/** Plays every scenario on a Temporal server of its own and yields what the server wrote down. */
export async function* recordHistories(options: RecordingOptions): AsyncGenerator<RecordedHistory> {
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: options.cli },
      searchAttributes: Object.values(SEARCH_ATTRIBUTES),
      // So that a dozen imports are enough to see a coordinator continue as new.
      extraArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=60'],
    },
  });
  const stage = new Stage(env, options.workflowBundle);
  try {
    for (const scenario of IMPORT_SCENARIOS) {
      yield { name: `import-${scenario.name}`, json: await stage.playImport(scenario) };
    }
    for (const scenario of COORDINATOR_SCENARIOS) {
      yield { name: `coordinator-${scenario.name}`, json: await stage.playCoordinator(scenario) };
    }
    for (const job of MAINTENANCE_JOBS) {
      yield { name: `maintenance-${job}`, json: await stage.playMaintenance(job) };
    }
  } finally {
    await env.teardown();
  }
}

class Stage {
  constructor(
    private readonly env: TestWorkflowEnvironment,
    private readonly workflowBundle: RecordingOptions['workflowBundle'],
  ) {}

  async playImport({ name, script, attempt = 1, isCancelled }: ImportScenario): Promise<string> {
    const input = { campusCode: 'CITE', importId: name, attempt };
    const activities = isCancelled ? { ...script, planImport: planUntilCancelled } : script;
    return this.#withWorker(activities, async () => {
      const handle = await this.env.client.workflow.start<typeof importDeposit>('importDeposit', {
        taskQueue: IMPORT_TASK_QUEUE,
        workflowId: importWorkflowId(input),
        args: [{ ...input, revision: REVISION }],
      });
      if (isCancelled) {
        await sleep(1_000);
        await handle.cancel();
      }
      await handle.result().catch(() => undefined);
      return historyToJSON(await handle.fetchHistory());
    });
  }

  async playCoordinator(scenario: CoordinatorScenario): Promise<string> {
    const { name, until, oddSignals = [], isCancelled = false } = scenario;
    const queue = new ScriptedQueue();
    const { takeCharge } = scriptedActivities();
    const activities: Partial<ImportActivities> = {
      ...COORDINATOR_SCRIPT,
      takeCharge: (input) => {
        queue.takeCharge(input);
        return takeCharge(input);
      },
    };
    return this.#withWorker(
      activities,
      async () => {
        const first = await this.#tell(name);
        const handle = this.env.client.workflow.getHandle(coordinatorWorkflowId(name), first);
        for (const [signal, ...content] of oddSignals) await handle.signal(signal, ...content);
        const inputs = await this.#handOver(name, queue, scenario.imports);
        if (isCancelled) await handle.cancel();
        if (until === 'all imports have ended') await this.#ended(inputs);
        else await this.#closed(handle);
        return historyToJSON(await handle.fetchHistory());
      },
      queue,
    );
  }

  async playMaintenance(job: MaintenanceJob): Promise<string> {
    return this.#withWorker({}, async () => {
      const handle = await this.env.client.workflow.start<typeof maintenance>('maintenance', {
        taskQueue: IMPORT_TASK_QUEUE,
        workflowId: maintenanceId(job),
        args: [{ job }],
      });
      await handle.result();
      return historyToJSON(await handle.fetchHistory());
    });
  }

  /** One after the other, each once the one before is taken charge of: in the order of the queue. */
  async #handOver(
    campusCode: string,
    queue: ScriptedQueue,
    imports: CoordinatorScenario['imports'],
  ): Promise<ImportInput[]> {
    const inputs: ImportInput[] = [];
    for (const [place, { importId, letters }] of imports.entries()) {
      const id = `${campusCode}-${importId}`;
      queue.hand(campusCode, handed(place + 1, id, campusCode, letters));
      await this.#tell(campusCode);
      inputs.push({ campusCode, importId: id, attempt: 1 });
      await sleep(50);
    }
    return inputs;
  }

  /** @returns the run that was told */
  async #tell(campusCode: string): Promise<string> {
    const { signaledRunId } = await this.env.client.workflow.signalWithStart<typeof campusCoordinator>(
      'campusCoordinator',
      {
        taskQueue: IMPORT_TASK_QUEUE,
        workflowId: coordinatorWorkflowId(campusCode),
        args: [{ campusCode, revision: REVISION }],
        signal: workSignal,
      },
    );
    return signaledRunId;
  }

  async #ended(inputs: readonly ImportInput[]): Promise<void> {
    for (const input of inputs) {
      const handle = this.env.client.workflow.getHandle(importWorkflowId(input));
      while (!(await handle.describe().catch(() => undefined))) await sleep(50);
      await handle.result().catch(() => undefined);
    }
    // The coordinator takes note.
    await sleep(500);
  }

  async #closed(handle: { describe: () => Promise<{ status: { name: string } }> }): Promise<void> {
    while ((await handle.describe()).status.name === 'RUNNING') await sleep(100);
  }

  async #withWorker(
    script: Partial<ImportActivities>,
    play: () => Promise<string>,
    queue = new ScriptedQueue(),
  ): Promise<string> {
    const { nativeConnection: connection } = this.env;
    const starts = new ImportStarts(connection, this.env.namespace ?? 'default');
    const worker = await Worker.create({
      connection,
      taskQueue: IMPORT_TASK_QUEUE,
      workflowBundle: this.workflowBundle,
      activities: { ...scriptedActivities(script), ...createQueueActivities(queue, starts), ...MAINTENANCE },
    });
    return worker.runUntil(play);
  }
}

const MAINTENANCE: MaintenanceActivities = {
  deleteExpiredSources: () => Promise.resolve({ deleted: 3 }),
  deleteOrphanFiles: () => Promise.resolve({ deleted: 1 }),
  deleteStaleStaging: () => Promise.resolve({ deleted: 0 }),
  deleteExpiredRows: () => Promise.resolve({ deleted: 4 }),
  erasePersonalData: () => Promise.resolve({ deleted: 2 }),
};

const planUntilCancelled: ImportActivities['planImport'] = async () => {
  const context = Context.current();
  const beating = setInterval(() => {
    context.heartbeat();
  }, 100);
  try {
    await context.cancelled;
  } finally {
    clearInterval(beating);
  }
  return APPLICABLE;
};
