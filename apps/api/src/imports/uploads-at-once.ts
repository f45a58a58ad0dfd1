import { ApiError } from '../errors/api-error.js';

/** Of one person: whoever sends more waits for the first ones, as they would anyhow. */
const MOST_OF_PERSON = 8;
/** Files being received lie in the spool, which has a size. */
const MOST = 16;
const RETRY_S = 30;

/** The files that are being received, by who sends them. */
export class UploadsAtOnce {
  readonly #byLogin = new Map<string, number>();
  #total = 0;

  /**
   * @returns to be called when it is over, whatever became of it; once is enough
   * @throws ApiError `too_many_deposits` when the person sends too many, `unavailable` when all together do
   */
  begin(login: string): () => void {
    const ofPerson = this.#byLogin.get(login) ?? 0;
    if (ofPerson >= MOST_OF_PERSON)
      throw new ApiError(
        'too_many_deposits',
        `Vous envoyez déjà ${MOST_OF_PERSON} fichiers : attendez la fin d’un envoi, puis recommencez.`,
        {},
        RETRY_S,
      );
    if (this.#total >= MOST)
      throw new ApiError(
        'unavailable',
        'Trop de fichiers sont envoyés en même temps : recommencez dans un instant.',
      );
    this.#byLogin.set(login, ofPerson + 1);
    this.#total += 1;
    let isUnderWay = true;
    return () => {
      if (isUnderWay) this.#end(login);
      isUnderWay = false;
    };
  }

  #end(login: string): void {
    this.#total -= 1;
    const left = (this.#byLogin.get(login) ?? 0) - 1;
    if (left > 0) this.#byLogin.set(login, left);
    else this.#byLogin.delete(login);
  }
}
