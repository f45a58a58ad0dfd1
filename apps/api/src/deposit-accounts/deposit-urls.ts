import { depositUrl } from '@timetable/domain';
import type { CampusRecord } from '@timetable/persistence';

export interface DepositUrl {
  label: string;
  url: string;
}

/** As people call a file that covers the campus. */
export const WHOLE_CAMPUS_TARGET = 'Tous les établissements';

/** The addresses to type in EDT: all establishments first, then each one. */
export function depositUrls(
  publicUrl: string,
  campus: Pick<CampusRecord, 'code' | 'establishments'>,
): DepositUrl[] {
  return [
    { label: WHOLE_CAMPUS_TARGET, url: depositUrl(publicUrl, campus.code) },
    ...campus.establishments.map(({ name, code }) => ({
      label: name,
      url: depositUrl(publicUrl, campus.code, code),
    })),
  ];
}
