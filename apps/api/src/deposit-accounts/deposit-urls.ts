import type { CampusRecord } from '@timetable/persistence';

export interface DepositUrl {
  label: string;
  url: string;
}

/** The addresses to type in EDT: all establishments first, then each one. */
export function depositUrls(
  publicUrl: string,
  campus: Pick<CampusRecord, 'code' | 'establishments'>,
): DepositUrl[] {
  const root = `${publicUrl.replace(/\/+$/, '')}/webdav/${campus.code}/`;
  return [
    { label: 'Tous les établissements', url: root },
    ...campus.establishments.map(({ name, code }) => ({ label: name, url: `${root}${code}/` })),
  ];
}
