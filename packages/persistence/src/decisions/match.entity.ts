import { defineEntity, p } from '@mikro-orm/postgresql';
import type { MatchedBy, MatchKind } from '@timetable/domain';
import { CampusEntity } from '../campus/campus.entity.js';
import { closedSet } from '../closed-set.js';

const MATCHED_BY = closedSet<MatchedBy>({
  decision: true,
  identifier: true,
  name: true,
  members: true,
  teaching: true,
  none: true,
});

/** The last state of a link between a file's person, class or group and the ENT's; decisions are remembered. */
export const MatchEntity = defineEntity({
  name: 'Match',
  properties: {
    campusCode: p.manyToOne(CampusEntity).mapToPk().fieldName('campus_code').primary(),
    kind: p.enum(closedSet<MatchKind>({ teacher: true, pupil: true, class: true, group: true })).primary(),
    key: p.text().primary(),
    label: p.text(),
    targetId: p.text().strictNullable(),
    candidates: p.array().default([]),
    /** `decision`: a person said so, also when `targetId` is null (nobody). */
    by: p.enum(MATCHED_BY),
    /** Code of MATCH_REASONS, or of an earlier version's; null for a match, and for what resembles nothing. */
    reason: p.text().strictNullable(),
    decidedBy: p.text().strictNullable(),
    decidedAt: p.datetime(6).strictNullable(),
    /** What the last import before the decision found by itself; null both unless somebody has decided. */
    formerTargetId: p.text().strictNullable(),
    formerBy: p.enum(MATCHED_BY).strictNullable(),
    lastSeenImportId: p.uuid().strictNullable(),
  },
});
