import { DepositAccountEntity } from './accounts/deposit-account.entity.js';
import { StaffAccountEntity } from './accounts/staff-account.entity.js';
import { StaffSessionEntity } from './accounts/staff-session.entity.js';
import { AuditEntity } from './audit/audit.entity.js';
import { CampusEntity } from './campus/campus.entity.js';
import { ClosureEntity } from './campus/closure.entity.js';
import { EstablishmentEntity } from './campus/establishment.entity.js';
import { SchoolYearEntity } from './campus/school-year.entity.js';
import { StswebExportEntity } from './campus/stsweb-export.entity.js';
import { ThresholdEntity } from './campus/threshold.entity.js';
import { ImportDecisionEntity } from './decisions/import-decision.entity.js';
import { MatchEntity } from './decisions/match.entity.js';
import { AbandonedDepositEntity } from './deposits/abandoned-deposit.entity.js';
import { DepositEntity } from './deposits/deposit.entity.js';
import { ClassEntity } from './directory/class.entity.js';
import { DirectorySourceEntity } from './directory/directory-source.entity.js';
import { DirectoryUploadEntity } from './directory/directory-upload.entity.js';
import { EntUserEntity } from './directory/ent-user.entity.js';
import { DirectoryFeedEntity } from './directory/feed/directory-feed.entity.js';
import { FeedStructureEntity } from './directory/feed/feed-structure.entity.js';
import { StagedFeedEntity } from './directory/feed/staged-feed.entity.js';
import { PersonEntity } from './directory/person.entity.js';
import { FenceEntity } from './imports/fence.entity.js';
import { ImportChangeEntity } from './imports/import-change.entity.js';
import { ImportEventEntity } from './imports/import-event.entity.js';
import { ImportProblemOccurrenceEntity } from './imports/import-problem-occurrence.entity.js';
import { ImportProblemEntity } from './imports/import-problem.entity.js';
import { ImportSummaryEntity } from './imports/import-summary.entity.js';
import { ImportStepEntity } from './imports/import-step.entity.js';
import { ImportEntity } from './imports/import.entity.js';
import { NotificationEntity } from './outbox/notification.entity.js';
import { OutboxEntity } from './outbox/outbox.entity.js';
import { PersonalDataErasureEntity } from './retention/personal-data-erasure.entity.js';
import { RetentionRunEntity } from './retention/retention-run.entity.js';
import { GroupMembershipEntity } from './vie-scolaire/group-membership.entity.js';
import { GroupEntity } from './vie-scolaire/group.entity.js';
import { ServiceEntity } from './vie-scolaire/service.entity.js';
import { SessionEntity } from './vie-scolaire/session.entity.js';
import { SubjectEntity } from './vie-scolaire/subject.entity.js';

/** Every table, each beside its repository: what MikroORM and the query builder know. */
export const ENTITIES = [
  DepositAccountEntity,
  StaffAccountEntity,
  StaffSessionEntity,
  AuditEntity,
  CampusEntity,
  ClosureEntity,
  EstablishmentEntity,
  SchoolYearEntity,
  StswebExportEntity,
  ThresholdEntity,
  ImportDecisionEntity,
  MatchEntity,
  AbandonedDepositEntity,
  DepositEntity,
  ClassEntity,
  DirectoryFeedEntity,
  DirectorySourceEntity,
  DirectoryUploadEntity,
  EntUserEntity,
  FeedStructureEntity,
  StagedFeedEntity,
  PersonEntity,
  FenceEntity,
  ImportChangeEntity,
  ImportEventEntity,
  ImportProblemEntity,
  ImportProblemOccurrenceEntity,
  ImportStepEntity,
  ImportSummaryEntity,
  ImportEntity,
  NotificationEntity,
  OutboxEntity,
  PersonalDataErasureEntity,
  RetentionRunEntity,
  GroupMembershipEntity,
  GroupEntity,
  ServiceEntity,
  SessionEntity,
  SubjectEntity,
] as const;
