import { NO_PARTNER_KEYS, type PartnerKeys } from '@timetable/formats';
import {
  THRESHOLD_CODES,
  type CurrentState,
  type Directory,
  type ImportContext,
  type ImportRun,
  type MembershipDiffCounts,
  type SessionDiffCounts,
  type SessionDiffInput,
  type ThresholdCode,
  type ThresholdSetting,
  type Completion,
  type PublishInput,
  type SavedPlan,
  type StepResult,
  type TellingHistory,
  type ValidationRecord,
} from '@timetable/domain';
import { createHash } from 'node:crypto';
import type { ImportDeps } from '../import/import-deps.js';
import type { CurrentStateReader, ImportLedger, PlanStore } from '../import/ports.js';
import { smallExport } from './small-export.js';

export const RUN: ImportRun = { importId: 'import-1', attempt: 1, generation: '1' };
export const TAKEN_AT = new Date('2026-09-01T06:00:00Z');

const TARGET: ImportContext['target'] = {
  campusCode: 'CITE',
  establishmentId: 'CITE/COL',
  establishments: [
    { id: 'CITE/COL', code: 'COL', uai: '0134567U', name: 'Collège Jean Macé', timeZone: 'Europe/Paris' },
  ],
};

const YEAR = { label: '2026-2027', startsOn: '2026-08-31', endsOn: '2027-07-03', state: 'open' } as const;

const DIRECTORY: Directory = {
  teachers: [{ id: 't1', lastName: 'Martin', firstName: 'Zoé', birthDate: '1980-05-17' }],
  pupils: [
    { id: 'p1', lastName: 'Durand', firstName: 'Léo', birthDate: '2014-03-02', classId: 'c1' },
    { id: 'p2', lastName: 'Petit', firstName: 'Lou', birthDate: '2014-05-12', classId: 'c1' },
  ],
  classes: [{ id: 'c1', name: '6A', establishmentId: 'CITE/COL' }],
};

/** Everything an import touches, in memory: a test sets what is there, runs activities, reads what they did. */
export class FakePorts implements ImportDeps {
  now = new Date(TAKEN_AT);
  file = smallExport();
  context: ImportContext = {
    run: RUN,
    origin: 'automatic',
    approvedPlanHash: undefined,
    target: TARGET,
    fileName: 'EDT_2026.xml',
    storageKey: '2026/09/import-1',
    hasBeenRead: false,
    receivedAt: TAKEN_AT,
    claimedAt: TAKEN_AT,
    settings: { formats: ['edt', 'udt', 'sts'] },
    year: YEAR,
  };
  contents: CurrentState = { subjects: [], services: [], closures: [], groups: [], year: YEAR };
  last: { timetableSha256: string; planVersions: string } | undefined;
  /** Every threshold lets everything through unless a test says otherwise. */
  limits: Partial<Record<ThresholdCode, { limit: number; blocking: boolean }>> = {};
  /** What the good file beside this one holds, when there is one. */
  goodFile: { readonly timetableSha256: string | undefined } | undefined;
  /** Imports of before, to which the file may go back. */
  former: Awaited<ReturnType<CurrentStateReader['formerImports']>> = {};
  /** Whether its sessions and memberships give back what the last import found. */
  isUndoing = false;
  memberships: MembershipDiffCounts = {
    ...{ membershipsAdded: 1, membershipsEnded: 0, membershipsModified: 0, membershipsUnchanged: 0 },
    ...{ pupilsCurrent: 0, pupilsEnded: 0 },
  };
  isPublished = false;
  isStaged = true;
  inputVersions = '1.1.1';
  /** What `compare` digests beside the sessions: changes when the current state does. */
  currentState = 'current';
  openedFiles = 0;

  readonly steps: string[] = [];
  validation: { record: ValidationRecord; result: StepResult } | undefined;
  history: TellingHistory = {
    alerts: { exceeded: [], unmatched: [] },
    alertsBefore: [],
    errors: [],
    lastIntegratedId: undefined,
  };
  completion: Completion | undefined;
  compared: SessionDiffInput | undefined;
  plan: SavedPlan | undefined;
  published: PublishInput | undefined;
  private stagedSessions = 0;

  readonly maxXmlBytes = 1_000_000;
  partnerKeys: PartnerKeys = NO_PARTNER_KEYS;
  readonly depositPublicUrl = 'https://depot.example.org';
  readonly channels: ImportDeps['channels'] = [{ name: 'mail', reaches: 'people' }];
  readonly clock = { now: (): Date => this.now };

  readonly files: ImportDeps['files'] = {
    open: () => {
      this.openedFiles++;
      const bytes = Buffer.from(this.file);
      return Promise.resolve({
        sizeBytes: bytes.length,
        read: (position: number, length: number) =>
          Promise.resolve(bytes.subarray(position, position + length)),
        close: () => Promise.resolve(),
      });
    },
  };

  readonly ledger: ImportLedger = {
    claim: () => Promise.resolve({ taken: true, generation: '1' }),
    cancelledBy: () => Promise.resolve('zoe'),
    loadContext: () => Promise.resolve(this.context),
    startStep: (_run, step) => this.note(`${step} running`),
    endStep: (_run, step, { state }) => this.note(`${step} ${state}`),
    passStep: async (_run, step, { state }) => {
      await this.note(`${step} running`);
      await this.note(`${step} ${state}`);
    },
    recordValidation: (_run, record, result) => {
      this.validation = { record, result };
      return this.note(`validation ${result.state}`);
    },
    complete: (_run, completion) => {
      this.completion = completion;
      return Promise.resolve();
    },
    tellingHistory: () => Promise.resolve(this.history),
    goodFile: () => Promise.resolve(this.goodFile),
  };

  readonly current: CurrentStateReader = {
    loadDirectory: () => Promise.resolve(DIRECTORY),
    loadDecisions: () => Promise.resolve([]),
    loadThresholds: () => Promise.resolve(this.settings()),
    loadStswebExport: () => Promise.resolve(undefined),
    loadCurrentState: () => Promise.resolve(this.contents),
    lastIntegrated: () => Promise.resolve(this.last),
    inputVersions: () => Promise.resolve(this.inputVersions),
    formerImports: () => Promise.resolve(this.former),
    stateVersions: () => Promise.resolve(this.published ? 'COL@2' : 'COL@1'),
  };

  readonly plans: PlanStore = {
    stage: (_run, _scope, { sessions }) => {
      this.stagedSessions = [...sessions].length;
      return Promise.resolve(0);
    },
    compare: (_run, input) => {
      this.compared = input;
      this.isStaged = true;
      return Promise.resolve({
        ...{ sessions: allCreated(this.stagedSessions), sessionDigest: this.digest() },
        ...{ memberships: this.memberships, coming: { inCurrent: [], inFile: [] } },
      });
    },
    savePlan: (_run, plan, result) => {
      this.plan = plan;
      return this.note(`thresholds ${result.state}`);
    },
    isStaged: () => Promise.resolve(this.isStaged),
    undoesImport: () => Promise.resolve(this.isUndoing),
    publish: (_run, input) => {
      this.published = input;
      this.isPublished = true;
      return Promise.resolve({ sessionsCreated: this.stagedSessions });
    },
    isPublished: () => Promise.resolve(this.isPublished),
  };

  private note(step: string): Promise<void> {
    this.steps.push(step);
    return Promise.resolve();
  }

  private digest(): string {
    return createHash('sha256').update(`${this.stagedSessions} ${this.currentState}`).digest('hex');
  }

  private settings(): ThresholdSetting[] {
    return THRESHOLD_CODES.map((code) => ({
      code,
      ...(this.limits[code] ?? { limit: 100, blocking: true }),
      minCount: this.limits[code] ? 0 : 1_000,
    }));
  }
}

const allCreated = (inFile: number): SessionDiffCounts => ({
  inFile,
  created: inFile,
  modified: 0,
  moved: 0,
  cancelled: 0,
  revived: 0,
  unchanged: 0,
  frozen: 0,
  editedByHand: 0,
  kept: 0,
  futurePlanned: 0,
  cancelledByFile: 0,
  disrupted: 0,
  onKeptClosure: 0,
  pastOnFileClosure: 0,
  closedByFile: 0,
  weeksClosedByFile: 0,
});
