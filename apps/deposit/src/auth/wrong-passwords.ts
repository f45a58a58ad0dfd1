import type { RefusedSignIn, StoredDepositAccount } from '@timetable/persistence';
import { Quiet } from '@timetable/runtime';
import type { Clock } from '@timetable/settings';

interface RefusedSignInNotes {
  note(refused: RefusedSignIn): Promise<boolean>;
}

/** Tells whoever looks after an account that a program gives a wrong password for it. In the background: it refuses and delays nothing. */
export class WrongPasswords {
  readonly #noted = new Quiet();

  constructor(
    private readonly notes: RefusedSignInNotes,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  note({ login, campusCode }: Pick<StoredDepositAccount, 'login' | 'campusCode'>, address: string): void {
    const refused = { account: 'deposit', login, campusCode, address, at: this.clock.now() } as const;
    this.#noted.tell(login, () => this.notes.note(refused), this.onError);
  }
}
