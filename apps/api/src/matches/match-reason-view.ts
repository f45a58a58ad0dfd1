import { matchReasonSentence } from '@timetable/domain';

/** A stored reason as people read it; null when there is none, or none that this version knows. */
export function toMatchReason(code: string | null | undefined): { code: string; sentence: string } | null {
  const sentence = matchReasonSentence(code ?? '');
  return sentence === undefined ? null : { code: code ?? '', sentence };
}
