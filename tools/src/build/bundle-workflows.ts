import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * Bundles the workflows' entry point into one CommonJS text for production workers.
 * @param workflowsPath absolute path of the compiled entry (`workflows/dist/index.js`)
 * @returns what belongs in a `.cjs` file, since the packages are ESM
 */
export async function bundleWorkflows(workflowsPath: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  return code;
}
