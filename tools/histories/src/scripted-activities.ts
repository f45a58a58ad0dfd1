import type {
  CampusQueues,
  CompletionInput,
  ImportActivities,
  PlanReference,
  PlanResult,
  StepReport,
  ClaimInput,
  ValidationResult,
} from '@timetable/activities';
import type { HandedAttempt } from '@timetable/domain';

const PLAN: PlanReference = {
  planHash: 'a'.repeat(64),
  inputVersions: '1.1.1',
  schoolYear: '2026-2027',
  firstOfYear: false,
  fileYear: { startsOn: '2026-09-01', endsOn: '2027-07-03' },
  groupCounts: { groupsCreated: 45 },
  exceeded: [],
};

/** What a workflow meets when all goes well; scenarios replace some of it. */
export const ACCEPTED: ValidationResult = {
  verdict: 'accepted',
  state: 'ok',
  counts: { courses: 701, pupils: 428 },
  schoolYear: '2026-2027',
};

export const REJECTED: ValidationResult = {
  verdict: 'rejected',
  state: 'failed',
  counts: {},
  code: 'wrong_uai',
  message: 'Le fichier est celui d’un autre établissement.',
};

export const DUPLICATE_IGNORED: ValidationResult = {
  verdict: 'ignored',
  state: 'skipped',
  counts: {},
  code: 'twin_file',
  message: 'Décochez l’export PRONOTE dans EDT.',
};

export const APPLICABLE: PlanResult & { readonly verdict: 'apply' } = {
  verdict: 'apply',
  state: 'ok',
  counts: { exceeded: 0 },
  plan: PLAN,
};

export const HELD: PlanResult & { readonly verdict: 'held' } = {
  verdict: 'held',
  code: 'blocking_threshold',
  state: 'blocked',
  counts: { exceeded: 1 },
  plan: { ...PLAN, exceeded: ['services_deleted'] },
  message: '60 services supprimés sur 100, soit 60 % (seuil 50 %).',
};

const GROUPS: StepReport = { state: 'ok', counts: { groupsCreated: 45, membershipsAdded: 912 } };
const SESSIONS: StepReport = { state: 'ok', counts: { sessionsCreated: 16431 } };

export interface ScriptedActivities extends ImportActivities {
  /** Names of the activities called, each followed by its import's id, in order. */
  readonly calls: readonly string[];
  readonly completions: readonly CompletionInput[];
}

/** The queues of campuses, in memory: what is handed over is told until somebody takes charge of it. */
export class ScriptedQueue implements CampusQueues {
  readonly #attempts = new Map<string, HandedAttempt[]>();

  hand(campusCode: string, attempt: HandedAttempt): void {
    this.#attempts.set(campusCode, [...(this.#attempts.get(campusCode) ?? []), attempt]);
  }

  takeCharge({ importId, attempt }: ClaimInput): void {
    for (const [campusCode, attempts] of this.#attempts)
      this.#attempts.set(
        campusCode,
        attempts.filter((one) => one.importId !== importId || one.attempt !== attempt),
      );
  }

  handedOver(campusCode: string, most: number, after = '0'): Promise<HandedAttempt[]> {
    const left = (this.#attempts.get(campusCode) ?? []).filter(({ id }) => Number(id) > Number(after));
    return Promise.resolve(left.slice(0, most));
  }

  countWaiting(): Promise<number> {
    return Promise.resolve(0);
  }
}

/** Activities that touch nothing: they answer what the scenario says and note what they were asked. */
export function scriptedActivities(script: Partial<ImportActivities> = {}): ScriptedActivities {
  const calls: string[] = [];
  const completions: CompletionInput[] = [];
  const answers: ImportActivities = {
    takeCharge: ({ importId, attempt }: ClaimInput) =>
      Promise.resolve({ taken: true, run: { importId, attempt, generation: String(attempt) } }),
    validateDeposit: () => Promise.resolve(ACCEPTED),
    planImport: () => Promise.resolve(APPLICABLE),
    createGroups: () => Promise.resolve(GROUPS),
    generateSessions: () => Promise.resolve(SESSIONS),
    concludeImport: ({ outcome }) => Promise.resolve({ outcome }),
    markInterrupted: () => Promise.resolve({ outcome: 'interrupted' }),
    ...script,
  };
  const note = (name: string, importId: string): void => {
    calls.push(`${name} ${importId}`);
  };
  return {
    calls,
    completions,
    takeCharge: (input) => {
      note('takeCharge', input.importId);
      return answers.takeCharge(input);
    },
    validateDeposit: (input) => {
      note('validateDeposit', input.run.importId);
      return answers.validateDeposit(input);
    },
    planImport: (input) => {
      note('planImport', input.run.importId);
      return answers.planImport(input);
    },
    createGroups: (input) => {
      note('createGroups', input.run.importId);
      return answers.createGroups(input);
    },
    generateSessions: (input) => {
      note('generateSessions', input.run.importId);
      return answers.generateSessions(input);
    },
    concludeImport: (input) => {
      note('concludeImport', input.run.importId);
      completions.push(input);
      return answers.concludeImport(input);
    },
    markInterrupted: (input) => {
      note('markInterrupted', input.run.importId);
      return answers.markInterrupted(input);
    },
  };
}
