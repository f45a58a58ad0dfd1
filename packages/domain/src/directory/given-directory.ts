/**
 * What a file gives of a directory. What a row leaves out, its source does not know: it stays what another source has said.
 * A list that is absent is none of the file's business.
 */
export interface GivenDirectory {
  readonly teachers?: readonly GivenTeacher[] | undefined;
  readonly pupils?: readonly GivenPupil[] | undefined;
  readonly classes?: readonly GivenClass[] | undefined;
  readonly users?: readonly GivenUser[] | undefined;
}

interface GivenPerson {
  /** The ENT's id; absent from sources that do not know it: the person is then recognised. */
  readonly id?: string;
  readonly lastName: string;
  readonly firstName: string;
}

export interface GivenTeacher extends GivenPerson {
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly stsId?: string;
}

export interface GivenPupil extends GivenPerson {
  readonly birthDate?: string;
  readonly idpn?: string;
  readonly nationalId?: string;
  readonly sieclId?: string;
  /** Null: in no class; absent: the source does not say. */
  readonly className?: string | null;
}

export interface GivenClass {
  readonly id?: string;
  readonly name: string;
}

export interface GivenUser extends GivenPerson {
  readonly email: string;
}
