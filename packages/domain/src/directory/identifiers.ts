import type { DirectoryPupil, DirectoryTeacher } from './directory.js';
import type { Identifier } from './person.js';

/** In order of trust. A file and the directory call them alike. */
export const TEACHER_IDENTIFIERS: readonly Identifier<Pick<DirectoryTeacher, 'idpn' | 'stsId'>>[] = [
  { prefix: 'idpn', isOfficial: false, of: ({ idpn }) => idpn },
  { prefix: 'sts', isOfficial: true, of: ({ stsId }) => stsId },
];

/** In order of trust. */
export const PUPIL_IDENTIFIERS: readonly Identifier<
  Pick<DirectoryPupil, 'idpn' | 'nationalId' | 'sieclId'>
>[] = [
  { prefix: 'idpn', isOfficial: false, of: ({ idpn }) => idpn },
  { prefix: 'ine', isOfficial: true, of: ({ nationalId }) => nationalId },
  { prefix: 'siecle', isOfficial: true, of: ({ sieclId }) => sieclId },
];
