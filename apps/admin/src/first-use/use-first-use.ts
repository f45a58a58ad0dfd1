import { useQuery } from '@tanstack/react-query';
import type { DirectoryState, SchoolYear } from '@timetable/contracts';
import { accountsQuery } from '../api/accounts-query.js';
import { directoryStateQuery } from '../api/directory-query.js';
import { fewImportsQuery } from '../api/import-queries.js';
import { schoolYearQuery } from '../api/school-year-query.js';
import { useCampus } from '../frame/campus-context.js';
import { useRight } from '../session/session-context.js';
import type { FirstUse } from './first-steps.js';

/** Of a file sent by hand that has not come to its end. */
const UNDER_WAY = { origin: 'manual', status: 'received,running,held', limit: 1 };

interface KnownFirstUse extends FirstUse {
  readonly year: SchoolYear;
  readonly directory: DirectoryState | undefined;
  /** Id of the import under way; undefined: none. */
  readonly importId: string | undefined;
}

/** Where the campus of this page is in its first steps; undefined while that is not known. */
export function useFirstUse(): KnownFirstUse | undefined {
  const { code } = useCampus();
  const mayManage = useRight('manage');
  const year = useQuery(schoolYearQuery(code)).data;
  const isYearOpen = year?.state === 'open';
  const directory = useQuery({ ...directoryStateQuery(code), enabled: mayManage && !isYearOpen });
  const accounts = useQuery({ ...accountsQuery(code), enabled: mayManage });
  const imports = useQuery({
    ...fewImportsQuery(code, UNDER_WAY),
    enabled: year !== undefined && !isYearOpen,
  });
  const isKnown =
    (!mayManage || (accounts.data !== undefined && (isYearOpen || directory.data !== undefined))) &&
    (isYearOpen || imports.data !== undefined);
  if (year === undefined || !isKnown) return undefined;
  const [first] = imports.data?.items ?? [];
  return {
    year,
    directory: directory.data,
    importId: first?.id,
    hasDirectory: directory.data && directory.data.teachers.count > 0 && directory.data.classes.count > 0,
    isYearOpen,
    hasClosures: year.closures.length > 0,
    file: first === undefined ? 'none' : first.status === 'held' ? 'held' : 'moving',
    hasAccount: accounts.data && accounts.data.items.length > 0,
  };
}
