import { UnderWay } from '@timetable/runtime';
import { ApiError } from '../errors/api-error.js';

/** Of one person: whoever sends more waits for the first ones, as they would anyhow. */
const MOST_OF_PERSON = 8;
/** Files being received lie in the spool, which has a size. */
const MOST = 16;
const RETRY_S = 30;

/** The files that are being received, by who sends them. */
export class UploadsAtOnce {
  readonly #underWay = new UnderWay();

  /**
   * @returns to be called when it is over, whatever became of it; once is enough
   * @throws ApiError `too_many_deposits` when the person sends too many, `unavailable` when all together do
   */
  begin(login: string): () => void {
    if (this.#underWay.of(login) >= MOST_OF_PERSON)
      throw new ApiError(
        'too_many_deposits',
        `Vous envoyez déjà ${MOST_OF_PERSON} fichiers : attendez la fin d’un envoi, puis recommencez.`,
        {},
        RETRY_S,
      );
    if (this.#underWay.total >= MOST)
      throw new ApiError(
        'unavailable',
        'Trop de fichiers sont envoyés en même temps : recommencez dans un instant.',
      );
    return this.#underWay.begin(login);
  }
}
