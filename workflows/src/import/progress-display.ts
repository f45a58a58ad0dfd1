import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { StepReport } from '@timetable/activities';
import { IMPORT_STATUS_LABELS, type ImportStep } from '@timetable/domain/status';
import type { ImportResult } from '../messages.js';
import { INITIAL_PROGRESS, renderProgress, skipPending, type ImportProgress } from './import-progress.js';
import { endAttributesOf } from './search-attributes.js';

/**
 * What the Temporal UI shows of one import: its details as it goes on, and at its end what operators filter by, at once: each
 * change of attributes is an event and a write of visibility. The console reads the database instead.
 */
export class ProgressDisplay {
  private progress: ImportProgress = INITIAL_PROGRESS;
  private lastStep: ImportStep | undefined;
  private schoolYear: string | undefined;

  constructor() {
    this.render(IMPORT_STATUS_LABELS.running);
  }

  /** Shows the step as running until it ends; a step that throws shows as failed. */
  async during<R extends StepReport>(step: ImportStep, run: () => Promise<R>): Promise<R> {
    this.lastStep = step;
    this.set(step, { state: 'running', counts: {} });
    try {
      const report = await run();
      this.set(step, report);
      return report;
    } catch (error) {
      this.set(step, { state: 'failed', counts: {} });
      throw error;
    }
  }

  /** Once validation has found out. */
  isOfYear(label: string): void {
    this.schoolYear = label;
  }

  /** Shows the outcome, and hands the result on. */
  end(result: ImportResult): ImportResult {
    const { lastStep: step, schoolYear } = this;
    upsertSearchAttributes(endAttributesOf({ status: result.outcome, step, schoolYear }));
    this.progress = skipPending(this.progress);
    this.render(IMPORT_STATUS_LABELS[result.outcome]);
    return result;
  }

  private set(step: ImportStep, { state, counts, message }: StepReport): void {
    this.progress = {
      ...this.progress,
      [step]: { state, counts, ...(message !== undefined && { message }) },
    };
    this.render(IMPORT_STATUS_LABELS.running);
  }

  private render(headline: string): void {
    setCurrentDetails(renderProgress(this.progress, headline));
  }
}
