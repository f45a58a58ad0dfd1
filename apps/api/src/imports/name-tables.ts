import type { AbsentName, RecognisedName } from '@timetable/contracts';
import { frenchDate, MATCH_KIND_LABELS, type UnmatchedName } from '@timetable/domain';
import type { Column } from '../http/table.js';
import { toMatchReason } from '../matches/match-reason-view.js';

const FILE_COLUMNS: readonly Column<Pick<UnmatchedName, 'kind' | 'label'>>[] = [
  { header: 'Dans le fichier', cell: ({ label }) => label },
  { header: 'Nature', cell: ({ kind }) => MATCH_KIND_LABELS[kind] },
];

export const UNMATCHED_COLUMNS: readonly Column<UnmatchedName>[] = [
  ...FILE_COLUMNS,
  { header: 'Candidats dans l’ENT', cell: ({ candidates }) => candidates },
  { header: 'Pourquoi', cell: ({ reason }) => toMatchReason(reason)?.sentence ?? 'Inconnu de l’ENT.' },
];

export const RECOGNISED_COLUMNS: readonly Column<RecognisedName>[] = [
  ...FILE_COLUMNS,
  { header: 'Nom dans l’ENT', cell: ({ knownAs }) => knownAs },
  { header: 'Reconnu par', cell: ({ by }) => recognisedBy(by) },
];

export const ABSENT_COLUMNS: readonly Column<AbsentName>[] = [
  ...FILE_COLUMNS,
  {
    header: 'Absent de l’annuaire depuis le',
    cell: ({ absentSince }) => frenchDate(absentSince.slice(0, 10)),
  },
];

/** What tells that a class or group is the one of another name. */
export const recognisedBy = (by: RecognisedName['by']): string =>
  by === 'teaching' ? 'ses matières et ses enseignants' : 'ses élèves';
