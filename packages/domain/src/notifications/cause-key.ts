import { rejectionHandling } from '../acceptance/rejection-handling.js';
import { UNACCEPTABLE_CODES } from '../acceptance/rejection-code.js';
import type { ImportContext } from '../import/import-context.js';
import type { ThresholdCode } from '../thresholds/threshold-catalogue.js';
import type { ImportNotificationKind } from './notification.js';

/** What makes an ending the same as another one of the day. */
export interface Cause {
  readonly kind: ImportNotificationKind;
  readonly target: Pick<ImportContext['target'], 'campusCode' | 'establishmentId'>;
  /** Why, when the import is not integrated. */
  readonly code: string | undefined;
  /** Blocking thresholds that are exceeded. */
  readonly blocking: readonly ThresholdCode[];
  /** Of alerts: something of this import that none before it had. */
  readonly isNews: boolean;
  readonly importId: string;
  /** The last integrated import of the target: a decision asked for after it is another decision. */
  readonly lastIntegratedId: string | undefined;
  /** Local date. */
  readonly day: string;
}

/**
 * Equal for endings that people are told of once, at most once a day: the code of what happened, and the target where
 * somebody has to do something for each. A file that cannot be read is one cause, whatever the reason.
 */
export function causeKey(cause: Cause): string {
  const { kind, target, day } = cause;
  const place = isOfWholeCampus(cause)
    ? target.campusCode
    : (target.establishmentId ?? `${target.campusCode}/*`);
  return [place, kind, ...distinctions(cause), day].join('|');
}

function distinctions({
  kind,
  code = '',
  blocking,
  isNews,
  importId,
  lastIntegratedId = '',
}: Cause): string[] {
  switch (kind) {
    case 'held':
      return [code, blocking.toSorted().join(','), lastIntegratedId];
    case 'rejected':
      return [UNACCEPTABLE_CODES.some((known) => known === code) ? code : 'unreadable'];
    case 'interrupted':
      return [code];
    // News has not been told by definition; what is none is the same all day.
    case 'alerts':
      return isNews ? [importId] : [];
  }
}

/** A failure is the installation's; an operator repairs it once for all targets. */
const isOfWholeCampus = ({ kind, code }: Cause): boolean =>
  kind === 'interrupted' || (kind === 'rejected' && rejectionHandling(code).isOfWholeCampus === true);
