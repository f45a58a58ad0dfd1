import { log, setDefaultSignalHandler } from '@temporalio/workflow';

/**
 * Signals that nobody of ours sends do no harm, whatever they contain. They are told once in a run, by the ids that every line
 * of a workflow bears: their names and contents are whatever the sender likes.
 *
 * @param react what the workflow does at each of them
 */
export function outliveUnknownSignals(react: () => void = () => undefined): void {
  let isTold = false;
  setDefaultSignalHandler(() => {
    if (!isTold) log.warn('a workflow was sent signals of no known name');
    isTold = true;
    react();
  });
}
