import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  IMPORT_STATUS_LABELS,
  type ClosureRun,
  type Counts,
  type CourseChange,
  type CoursePlace,
  type ImportOrigin,
  type ImportStatus,
  type MatchedBy,
  type MatchKind,
  type NextActor,
  type ThresholdVerdict,
} from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { EstablishmentEntity } from '../campus/establishment.entity.js';
import { closedSet } from '../closed-set.js';
import { DepositEntity } from '../deposits/deposit.entity.js';

/** What a file names and the ENT does not know, or knows more than once. */
export interface UnmatchedRow {
  readonly key: string;
  readonly label: string;
  readonly candidates: readonly string[];
  /** Code of MATCH_REASONS, or of an earlier version's; absent from imports of before there were any. */
  readonly reason?: string | null;
}

/** A class or group that the ENT knows under another name. */
export interface RecognisedRow {
  readonly kind: MatchKind;
  readonly label: string;
  readonly knownAs: string;
  readonly by: MatchedBy;
}

/** A weekly course before or after an import, by reference: audience items, teachers' ids or `?<match key>`. */
export type CoursePlaceRow = CoursePlace;

/** `CourseChange` by reference. */
export interface CourseChangeRow extends Pick<CourseChange, 'type' | 'sessions'> {
  readonly subjectKey: string;
  readonly before: CoursePlaceRow | null;
  readonly after: CoursePlaceRow | null;
}

interface CourseChangeRows {
  readonly total: number;
  readonly items: readonly CourseChangeRow[];
}

/** What is matched with somebody or a class that left the directory. */
export interface AbsentRow {
  readonly kind: MatchKind;
  readonly label: string;
  /** ISO instant. */
  readonly absentSince: string;
}

/** How many there were, and those that still bear their names: people's go with the personal data. */
export interface AbsentRows {
  readonly total: number;
  readonly items: readonly AbsentRow[];
}

/** What the directory knows under another id since the import before: their numbers, and the first classes. */
export interface ReplacedRows {
  readonly counts: Partial<Readonly<Record<MatchKind, number>>>;
  readonly classes: readonly {
    readonly label: string;
    /** When it has another name too. */
    readonly formerLabel: string | null;
  }[];
}

/** One per deposit, under the same id. */
const WAS_INTEGRATED = `status IN ('integrated', 'integrated_with_alerts', 'rolled_back')`;

export const ImportEntity = defineEntity({
  name: 'Import',
  properties: {
    id: p
      .manyToOne(DepositEntity)
      .mapToPk()
      .fieldName('id')
      .primary()
      .deleteRule('no action')
      .updateRule('no action'),
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code'),
    establishmentId: p
      .manyToOne(EstablishmentEntity)
      .mapToPk()
      .fieldName('establishment_id')
      .strictNullable()
      .deleteRule('no action'),
    /** Every establishment the import writes to, sorted: what it locks. */
    establishmentIds: p.array(),
    origin: p.enum(closedSet<ImportOrigin>({ automatic: true, manual: true })),
    fileName: p.text(),
    receivedAt: p.datetime(6),
    status: p.enum(closedSet<ImportStatus>(IMPORT_STATUS_LABELS)).default('received'),
    /** Passages through the workflow: 1, then one more per approval, replanning or retry. */
    attempt: p.integer().default(1),
    approvedPlanHash: p.text().strictNullable(),
    /** When a person last asked for an attempt: an approval, a retry; null: nobody has. */
    askedAt: p.datetime(6).strictNullable(),
    /** First claim: the plan is computed for it. */
    claimedAt: p.datetime(6).strictNullable(),
    endedAt: p.datetime(6).strictNullable(),
    nextActor: p
      .enum(closedSet<NextActor>({ nobody: true, manager: true, depositor: true, operator: true }))
      .default('nobody'),
    messageCode: p.text().strictNullable(),
    message: p.text().strictNullable(),
    schoolYear: p.text().strictNullable(),
    format: p.text().strictNullable(),
    formatVersion: p.text().strictNullable(),
    software: p.text().strictNullable(),
    /** What an encrypted export says of itself: when it was written, the school's name and town. */
    exportedAt: p.datetime(6).strictNullable(),
    exportedBy: p.text().strictNullable(),
    /** Of the decompressed timetable. */
    timetableSha256: p.text().strictNullable(),
    firstOfYear: p.boolean().default(false),
    counts: p.json<Counts>().defaultRaw(`'{}'`),
    thresholds: p.json<readonly ThresholdVerdict[]>().defaultRaw(`'[]'`),
    unmatched: p.json<Readonly<Record<string, readonly UnmatchedRow[]>>>().defaultRaw(`'{}'`),
    recognised: p.json<readonly RecognisedRow[]>().defaultRaw(`'[]'`),
    /** What becomes of weekly courses, for the report; the biggest ones, and how many in all. */
    courseChanges: p.json<CourseChangeRows>().defaultRaw(`'{"total": 0, "items": []}'`),
    /** What the file names and the ENT no longer lists. */
    absent: p.json<AbsentRows>().defaultRaw(`'{"items": [], "total": 0}'`),
    /** What is told of ids that the directory replaced. */
    replaced: p.json<ReplacedRows>().defaultRaw(`'{"counts": {}, "classes": []}'`),
    planHash: p.text().strictNullable(),
    /** Versions of the current state, matches, settings and directory the plan was computed from; once published, those it left. */
    planVersions: p.text().strictNullable(),
    /** The closed runs the file states, for the publication. */
    fileClosures: p.json<readonly ClosureRun[]>().defaultRaw(`'[]'`),
    /** Counts of the publication; null until it has committed. What a retried publication answers. */
    published: p.json<Counts>().strictNullable(),
    supersededBy: () =>
      p.manyToOne(ImportEntity).mapToPk().fieldName('superseded_by').strictNullable().deleteRule('no action'),
    /** When plan rows and problems one by one went; their totals stay. */
    planErasedAt: p.datetime(6).strictNullable(),
    /** When everything that names people went. */
    personalDataErasedAt: p.datetime(6).strictNullable(),
  },
  indexes: [
    {
      name: 'import_dashboard',
      columns: [{ name: 'campusCode' }, { name: 'receivedAt', sort: 'desc' }, { name: 'id' }],
      properties: ['campusCode', 'receivedAt', 'id'],
    },
    { name: 'import_awaited', properties: ['campusCode'], where: `next_actor <> 'nobody'` },
    {
      name: 'import_published',
      properties: ['campusCode', 'receivedAt'],
      where: 'published IS NOT NULL',
    },
    { name: 'import_plan_kept', properties: ['endedAt'], where: 'plan_erased_at IS NULL' },
    {
      name: 'import_personal_data_kept',
      properties: ['receivedAt'],
      where: 'personal_data_erased_at IS NULL',
    },
    {
      name: 'import_open',
      properties: ['status'],
      where: `status IN ('received', 'running', 'held', 'interrupted')`,
    },
    {
      name: 'import_integrated',
      columns: [{ name: 'campusCode' }, { name: 'endedAt', sort: 'desc' }, { name: 'id', sort: 'desc' }],
      properties: ['campusCode', 'endedAt', 'id'],
      where: WAS_INTEGRATED,
    },
    { name: 'import_timetable', properties: ['campusCode', 'timetableSha256'], where: WAS_INTEGRATED },
    {
      name: 'import_supersedable',
      properties: ['campusCode', 'receivedAt'],
      where: `status IN ('received', 'running', 'held', 'interrupted')`,
    },
  ],
});
