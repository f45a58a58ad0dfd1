import type { School } from './school.js';

/** What `PUT /campuses/:campus/directory` takes. */
export interface EntDirectory {
  readonly teachers: readonly EntPerson[];
  readonly pupils: readonly (EntPerson & { classId: string })[];
  readonly classes: readonly { id: string; name: string; establishment: string }[];
  readonly users: readonly { id: string; lastName: string; firstName: string; email: string }[];
}

interface EntPerson {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
}

export interface DirectoryOptions {
  /** Code of the establishment its classes belong to. */
  readonly establishment: string;
  /** People of the export whom the ENT does not know. */
  readonly unknownTeachers?: number;
  readonly unknownPupils?: number;
}

/**
 * What the ENT knows of the same school: its own ids, and people known some by an identifier, some by their name only,
 * written as directories write them.
 */
export function entDirectory(
  school: School,
  { establishment, unknownTeachers = 0, unknownPupils = 0 }: DirectoryOptions,
): EntDirectory {
  const classId = (ident: number): string => `${establishment}-classe-${ident}`;
  return {
    teachers: school.teachers.slice(unknownTeachers).map((teacher, index) => ({
      id: `${establishment}-enseignant-${teacher.stsId}`,
      lastName: capitalised(teacher.lastName),
      firstName: teacher.firstName,
      ...(index % 3 === 0 ? {} : index % 3 === 1 ? { stsId: teacher.stsId } : { idpn: teacher.idpn }),
    })),
    pupils: school.pupils.slice(unknownPupils).map((pupil, index) => ({
      id: `${establishment}-eleve-${pupil.sieclId}`,
      lastName: pupil.lastName,
      firstName: pupil.firstName,
      birthDate: pupil.birthDate,
      classId: classId(pupil.schoolClass.ident),
      ...(index % 3 === 0 ? { nationalId: pupil.nationalId } : { sieclId: pupil.sieclId }),
    })),
    classes: school.classes.map(({ ident, name }) => ({ id: classId(ident), name, establishment })),
    users: [
      {
        id: `${establishment}-principale`,
        lastName: 'Vasseur',
        firstName: 'Hélène',
        email: 'principale@example.org',
      },
      {
        id: `${establishment}-secretariat`,
        lastName: 'Le Goff',
        firstName: 'Annick',
        email: 'secretariat@example.org',
      },
    ],
  };
}

function capitalised(name: string): string {
  return name.toLowerCase().replaceAll(/(^|[\s\-’])(\p{L})/gu, (start) => start.toUpperCase());
}
