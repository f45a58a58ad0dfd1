import type { RefusedSignIn, StoredDepositAccount } from '@timetable/persistence';
import { Quiet } from '@timetable/runtime';
import type { Clock } from '@timetable/settings';

interface RefusedSignInNotes {
  note(refused: RefusedSignIn): Promise<boolean>;
}

const QUIET_MS = 60_000;

/** Tells whoever looks after an account that a program gives a wrong password for it. In the background: it refuses and delays nothing. */
export class WrongPasswords {
  readonly #noted = new Quiet(QUIET_MS);

  constructor(
    private readonly notes: RefusedSignInNotes,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  note({ login, campusCode }: Pick<StoredDepositAccount, 'login' | 'campusCode'>, address: string): void {
    if (!this.#noted.mayTell(login)) return;
    this.notes
      .note({ account: 'deposit', login, campusCode, address, at: this.clock.now() })
      .catch((error: unknown) => {
        this.#noted.forget(login);
        this.onError(error);
      });
  }
}
