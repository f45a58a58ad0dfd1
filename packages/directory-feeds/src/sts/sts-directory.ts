import type { GivenClass, GivenTeacher, StswebExport } from '@timetable/domain';
import {
  readStsEmpDocument,
  stswebExportOf,
  type ReceivedDocument,
  type StsEmp,
} from '@timetable/formats/documents';
import type { FeedProblems } from '../feed-problems.js';

export const STS_ROOT = 'STS_EDT';

export interface StsDirectory {
  readonly uai: string;
  readonly teachers: readonly GivenTeacher[];
  readonly classes: readonly GivenClass[];
  /** What timetables for STSWEB refer to, all the year long; absent from a file that states no year. */
  readonly stsweb?: StswebExport;
}

/**
 * The teachers and divisions of a `sts_emp` file.
 * @throws Unreadable, SourceFailure
 */
export async function readStsDirectory(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  maxXmlBytes: number,
  problems: FeedProblems,
): Promise<StsDirectory> {
  const emp = await readStsEmpDocument(document, { maxXmlBytes });
  const stsweb = stswebExportOf(emp);
  return {
    uai: emp.uai,
    teachers: emp.people.filter(({ teaches }) => teaches).flatMap((person) => givenTeacher(person, problems)),
    classes: emp.divisions.filter((name) => name !== '').map((name) => ({ name })),
    ...(stsweb !== undefined && { stsweb }),
  };
}

function givenTeacher(
  { id, isLocal, lastName, firstName, birthDate, line }: StsEmp['people'][number],
  problems: FeedProblems,
): GivenTeacher[] {
  if (lastName === '') {
    problems.report(line, 'Un enseignant n’a pas de nom : il est laissé de côté.');
    return [];
  }
  return [
    {
      ...{ lastName, firstName },
      ...(birthDate !== undefined && { birthDate }),
      // A local number may be that of somebody else in STSWEB.
      ...(id !== '' && !isLocal && { stsId: id }),
    },
  ];
}
