import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Names that the SDK keeps for itself begin with it. */
const RESERVED = '__temporal_';

/**
 * Part of the bundle, for every workflow. The SDK refuses a signal of such a name for each workflow that takes signals of any name, by
 * failing its task again and again: one command would lock a school for good. It becomes a signal of no known name, as it is
 * for us.
 */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      activate: (input, next) => {
        for (const { signalWorkflow: signal } of input.activation.jobs ?? [])
          if (signal?.signalName?.startsWith(RESERVED) === true) signal.signalName = 'reserved';
        next(input);
      },
    },
  ],
});
