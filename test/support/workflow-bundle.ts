import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';

/** The workflows of the working tree, bundled from their sources: what is tested is what is written, compiled or not. */
export function bundleWorkflowSources(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: source('index'),
    workflowInterceptorModules: [source('interceptors')],
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        conditionNames: ['timetable-source', 'import', 'module', 'require', 'default'],
      },
    }),
  });
}

const source = (name: string): string =>
  fileURLToPath(new URL(`../../workflows/src/${name}.ts`, import.meta.url));
