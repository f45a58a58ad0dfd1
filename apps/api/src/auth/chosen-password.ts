import { isGuessable, type PasswordOwner } from '@timetable/domain';
import type { CampusRecord } from '@timetable/persistence';
import { invalidFields } from '../errors/api-error.js';

interface Chosen extends Pick<PasswordOwner, 'login' | 'name'> {
  /** undefined for an operator. */
  readonly campus: CampusRecord | undefined;
}

/**
 * Beside its length, which the schema of the body asks for.
 * @throws ApiError `validation_failed` on `field` for a password that anybody would try
 */
export function assertNotGuessable(field: string, password: string, { login, name, campus }: Chosen): void {
  const school =
    campus === undefined
      ? []
      : [campus.code, campus.name, ...campus.establishments.map((establishment) => establishment.name)];
  if (isGuessable(password, { login, name, school }))
    throw invalidFields([
      {
        field,
        message:
          'Ce mot de passe est trop facile à deviner : ni votre nom, ni celui de l’établissement, ni une suite connue. ' +
          'Quelques mots sans rapport entre eux conviennent.',
      },
    ]);
}
