/** What the ENT knows of a campus: the people and classes a file is matched against. Ids are the ENT's. */
export interface Directory {
  readonly teachers: readonly DirectoryTeacher[];
  readonly pupils: readonly DirectoryPupil[];
  readonly classes: readonly DirectoryClass[];
}

export interface DirectoryTeacher {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
}

export interface DirectoryPupil {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  readonly classId?: string;
}

export interface DirectoryClass {
  readonly id: string;
  readonly name: string;
  /** `campus/establishment`. */
  readonly establishmentId: string;
}
