import type { Clock } from '@timetable/settings';
import type { ChannelReach } from '@timetable/domain';
import type { PartnerKeys } from '@timetable/formats';
import type { FileStore } from '@timetable/storage';
import type { DepositReader } from './deposit-reader.js';
import type { CurrentStateReader, ImportLedger, PlanStore } from './ports.js';

/** What the worker gives to the activities of imports. */
export interface ImportDeps {
  readonly ledger: ImportLedger;
  readonly current: CurrentStateReader;
  readonly plans: PlanStore;
  readonly files: Pick<FileStore, 'open'>;
  readonly clock: Clock;
  /** Largest XML accepted, once out of its archive. */
  readonly maxXmlBytes: number;
  /** What opens the exports that programs encrypt for us. */
  readonly partnerKeys: PartnerKeys;
  /** Address of the deposit door as the outside knows it. */
  readonly depositPublicUrl: string;
  /** How people are told of an import that has a problem. */
  readonly channels: readonly ChannelReach[];
}

export type StepDeps = Omit<ImportDeps, 'files' | 'maxXmlBytes' | 'partnerKeys'> & {
  readonly reader: DepositReader;
};
