import {
  planVersions,
  type Change,
  type ClosureRun,
  type Counts,
  type ImportRun,
  type ImportTarget,
  type KeptMemberships,
  type MatchResult,
  type RelatedAudience,
  type SessionDiffCounts,
  type SessionDraft,
  type StatedMembership,
  type ValidationRecord,
} from '@timetable/domain';
import {
  CampusRepository,
  CurrentStateRepository,
  DepositRepository,
  ImportRepository,
  PlanRepository,
  type Database,
} from '@timetable/persistence';
import { randomUUID } from 'node:crypto';

export const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-31' } as const;

/** What a test's file says, past the reading. */
export interface ImportContent {
  readonly sessions?: Iterable<SessionDraft>;
  readonly memberships?: readonly (StatedMembership & { readonly groupKey: string })[];
  readonly changes?: readonly Change[];
  readonly matches?: readonly MatchResult[];
  readonly fileClosures?: readonly ClosureRun[];
  readonly keptClosures?: readonly ClosureRun[];
  readonly audienceAliases?: ReadonlyMap<string, string>;
  readonly relatedAudiences?: readonly RelatedAudience[];
  readonly firstOfYear?: boolean;
}

const NONE_KEPT: KeptMemberships = {
  ...{ groups: [], pupils: [], taughtGroups: [], teachers: [], anyTeacher: false, endedGroups: [] },
};

/** A campus whose imports a test runs step by step, through the repositories alone: no file, no Temporal. */
export class ImportScenario {
  readonly imports: ImportRepository;
  readonly plans: PlanRepository;
  readonly database: Database;
  readonly campusCode: string;
  /** Business clock of every call; a test moves it by assigning. */
  now = new Date('2026-10-01T12:00:00Z');

  private constructor(database: Database, campusCode: string) {
    this.database = database;
    this.campusCode = campusCode;
    this.imports = new ImportRepository(database);
    this.plans = new PlanRepository(database);
  }

  static async create(
    database: Database,
    campusCode: string,
    establishmentCodes: readonly string[] = ['A'],
  ): Promise<ImportScenario> {
    await new CampusRepository(database).create(
      {
        code: campusCode,
        name: `Campus ${campusCode}`,
        academicZone: null,
        establishments: establishmentCodes.map((code, index) => ({
          code,
          uai: `${String(1_340_000 + index)}A`,
          name: `Collège ${code}`,
          timeZone: 'Europe/Paris',
          proposedYear: YEAR,
        })),
      },
      { login: 'test', at: new Date('2026-08-01T00:00:00Z') },
    );
    return new ImportScenario(database, campusCode);
  }

  /** @param establishments codes; with several the deposit is for the whole campus */
  target(...establishments: readonly string[]): ImportTarget {
    const [only, ...others] = establishments.length > 0 ? establishments : ['A'];
    return {
      campusCode: this.campusCode,
      establishmentId: others.length === 0 ? `${this.campusCode}/${only ?? ''}` : undefined,
      establishments: [only ?? '', ...others].map((code) => ({
        id: `${this.campusCode}/${code}`,
        code,
        uai: '1340000A',
        name: code,
        timeZone: 'Europe/Paris',
      })),
    };
  }

  /** A deposit that waits. */
  async deposit(options: { establishment?: string | undefined; fileName?: string } = {}): Promise<string> {
    const { establishment, fileName } = { establishment: 'A', fileName: 'EDT_test.zip', ...options };
    const { id } = await new DepositRepository(this.database).record({
      id: randomUUID(),
      campusCode: this.campusCode,
      establishmentCode: establishment,
      origin: 'manual',
      fileName,
      sizeBytes: 1,
      sha256: randomUUID().replaceAll('-', '').padEnd(64, '0'),
      storageKey: randomUUID(),
      accountLogin: 'test',
      remoteAddress: undefined,
      userAgent: undefined,
      receivedAt: this.now,
    });
    return id;
  }

  async claim(importId: string, attempt = 1): Promise<ImportRun> {
    const claim = await this.imports.claim({ importId, attempt }, this.now);
    if (!claim.taken) throw new Error(`Not taken: ${claim.status}`);
    return { importId, attempt, generation: claim.generation };
  }

  /** A deposit claimed. */
  async begin(): Promise<ImportRun> {
    return this.claim(await this.deposit());
  }

  /** The end of the validation: what the file was found to be worth. */
  validate(
    run: ImportRun,
    verdict: ValidationRecord['verdict'] = 'accepted',
    timetableSha256: string = randomUUID(),
  ): Promise<void> {
    return this.imports.recordValidation(
      run,
      {
        ...{ verdict, timetableSha256, problems: [], counts: { courses: 3 } },
        ...(verdict === 'accepted' && { schoolYear: YEAR.label }),
      },
      { state: verdict === 'discarded' ? 'failed' : 'ok', counts: { courses: 3 } },
      this.now,
    );
  }

  /** Up to a saved plan. */
  async plan(
    run: ImportRun,
    content: ImportContent,
    target: ImportTarget = this.target(),
  ): Promise<{ counts: SessionDiffCounts; digest: string }> {
    const states = new CurrentStateRepository(this.database);
    const versions = planVersions(
      await states.inputVersions(this.campusCode),
      await states.stateVersions(target),
    );
    const on = this.now.toISOString().slice(0, 10);
    await this.plans.stage(
      run,
      { target, schoolYear: YEAR.label, on },
      {
        sessions: content.sessions ?? [],
        memberships: content.memberships ?? [],
        keptMemberships: NONE_KEPT,
      },
    );
    const { sessions: counts, sessionDigest: digest } = await this.plans.compare(run, {
      ...{ target, on, firstOfYear: content.firstOfYear ?? false },
      schoolYear: YEAR.label,
      frozenBefore: this.bound(content),
      now: this.now,
      fileClosures: content.fileClosures ?? [],
      keptClosures: content.keptClosures ?? [],
      ...(content.audienceAliases && { audienceAliases: content.audienceAliases }),
      ...(content.relatedAudiences && { relatedAudiences: content.relatedAudiences }),
    });
    await this.plans.savePlan(
      run,
      {
        planHash: digest,
        planVersions: versions,
        schoolYear: YEAR.label,
        firstOfYear: content.firstOfYear ?? false,
        changes: content.changes ?? [],
        closures: content.fileClosures ?? [],
        thresholds: [],
        matches: content.matches ?? [],
        counts: {},
      },
      { state: 'ok', counts: {} },
      this.now,
    );
    return { counts, digest };
  }

  publish(run: ImportRun, content: ImportContent, target: ImportTarget = this.target()): Promise<Counts> {
    return this.plans.publish(
      run,
      {
        target,
        schoolYear: YEAR.label,
        fileYear: { startsOn: '2026-09-02', endsOn: '2027-07-03' },
        firstOfYear: content.firstOfYear ?? false,
        frozenBefore: this.bound(content),
        on: this.now.toISOString().slice(0, 10),
      },
      this.now,
    );
  }

  complete(run: ImportRun, outcome: 'integrated' | 'held' = 'integrated'): Promise<void> {
    return this.imports.complete(run, { outcome }, this.now);
  }

  /** A whole import, from deposit to completion. */
  async integrate(
    content: ImportContent,
    target: ImportTarget = this.target(),
  ): Promise<{ run: ImportRun; diff: SessionDiffCounts; published: Counts; digest: string }> {
    const code = target.establishmentId === undefined ? undefined : target.establishments[0]?.code;
    const run = await this.claim(await this.deposit({ establishment: code }));
    const { counts, digest } = await this.plan(run, content, target);
    const published = await this.publish(run, content, target);
    await this.complete(run);
    return { run, diff: counts, published, digest };
  }

  private bound({ firstOfYear }: ImportContent): Date | undefined {
    return firstOfYear === true ? undefined : new Date(this.now.getTime() + 15 * 60_000);
  }
}
