import {
  evaluateThresholds,
  isRateOfChange,
  isReturnTo,
  undoesChanges,
  type Comparison,
  type ImportRun,
  type MatchResult,
  type Measure,
  type SessionDiffInput,
  type StructurePlan,
  type ThresholdCode,
  type ThresholdSetting,
  type ThresholdVerdict,
  type TimetableProgram,
} from '@timetable/domain';
import type { StepDeps } from './import-deps.js';

interface PlanToJudge {
  readonly run: ImportRun;
  readonly measures: Readonly<Record<ThresholdCode, Measure>>;
  readonly settings: readonly ThresholdSetting[];
  readonly firstOfYear: boolean;
  readonly matches: readonly MatchResult[];
  readonly structure: StructurePlan;
  /** What the file was compared with, and when. */
  readonly compared: Pick<SessionDiffInput, 'target' | 'schoolYear' | 'frozenBefore'> & {
    readonly on: string;
  };
  readonly timetableSha256: string;
  /** That wrote the file. */
  readonly program: TimetableProgram;
}

interface Judgement {
  readonly verdicts: readonly ThresholdVerdict[];
  readonly comparison: Comparison;
}

/** Every threshold's verdict. Only when a rate of change is exceeded is it asked whether the file goes back to what was. */
export async function judgePlan(deps: StepDeps, plan: PlanToJudge): Promise<Judgement> {
  const { measures, settings, firstOfYear, program } = plan;
  const judged = (comparison: Comparison): Judgement => ({
    comparison,
    verdicts: evaluateThresholds({ measures, settings, comparison, program }),
  });
  if (firstOfYear) return judged('first_of_year');
  const ordinary = judged('ordinary');
  const isChanged = ordinary.verdicts.some(({ code, exceeded }) => exceeded && isRateOfChange(code));
  return isChanged && (await isReturn(deps, plan)) ? judged('return') : ordinary;
}

async function isReturn({ current, plans }: StepDeps, plan: PlanToJudge): Promise<boolean> {
  const { run, matches, structure, compared, timetableSha256 } = plan;
  const { target, schoolYear } = compared;
  const { last, sameTimetable } = await current.formerImports(target, schoolYear, timetableSha256);
  if (sameTimetable !== undefined && isReturnTo(sameTimetable, matches)) return true;
  if (last === undefined || !isReturnTo(last, matches)) return false;
  if (!undoesChanges(structure.changes, last.changes)) return false;
  return plans.undoesImport(run, last.importId, compared);
}
