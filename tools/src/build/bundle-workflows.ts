import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { writeFile } from 'node:fs/promises';

/**
 * Bundles the workflows' entry point into one CommonJS file for production workers.
 * @param workflowsPath absolute path of the compiled entry (`workflows/dist/index.js`)
 * @param target absolute path of the bundle, written with the extension `.cjs` because the packages are ESM
 */
export async function bundleWorkflows(workflowsPath: string, target: string): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  await writeFile(target, code);
}
