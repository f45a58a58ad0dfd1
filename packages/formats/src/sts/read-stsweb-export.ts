import type { StswebExport } from '@timetable/domain';
import type { StsDocument } from './sts-document.js';
import { readStsEmp, stswebExportOf } from './sts-emp.js';
import { stsUnreadable } from './sts-unreadable.js';

/**
 * What of `sts_emp` an import needs.
 * @throws Unreadable `sts_file_unreadable` when it states no year: it could not be kept for one
 */
export function readStswebExport({ root, name }: StsDocument): StswebExport {
  const known = stswebExportOf(readStsEmp(root));
  if (known === undefined) throw stsUnreadable('sts_file_unreadable', { value: name });
  return known;
}

/** The same text for the same content, in whatever order a database gives its members back. */
export const digestOf = (known: StswebExport): string =>
  JSON.stringify([
    [known.uai, known.startYear, known.startsOn, known.endsOn],
    known.subjects.map(({ nationalCode, code, label }) => [nationalCode, code, label]),
    known.people.map(({ id, isLocal, lastName, firstName, birthDate = '' }) => [
      id,
      isLocal,
      lastName,
      firstName,
      birthDate,
    ]),
    known.divisions,
    known.groups.map(({ code, divisions }) => [code, divisions]),
  ]);
