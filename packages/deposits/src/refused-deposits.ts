import type { DepositRefusalNote } from '@timetable/persistence';
import { Quiet } from '@timetable/runtime';

export interface DepositRefusalNotes {
  /** @returns false when the same was noted within the hour */
  noteRefusal(note: DepositRefusalNote): Promise<boolean>;
}

export interface RefusalLog {
  warn(facts: object, message: string): void;
}

/**
 * Tells operators of deposits that were refused because there are too many: one line in the audit and one in the log in an
 * hour for an account and a reason, however many are refused. In the background: it refuses and delays nothing.
 */
export class RefusedDeposits {
  readonly #noted = new Quiet();

  constructor(
    private readonly notes: DepositRefusalNotes,
    private readonly log: RefusalLog,
  ) {}

  note(note: DepositRefusalNote): void {
    const key = [note.campusCode, note.accountLogin, note.reason].join('\n');
    this.#noted.tell(
      key,
      () => this.#write(note),
      (error) => {
        this.log.warn({ err: error }, 'refused deposits not noted');
      },
    );
  }

  async #write(note: DepositRefusalNote): Promise<void> {
    const { campusCode, reason } = note;
    if (await this.notes.noteRefusal(note))
      this.log.warn({ campusCode, reason }, 'deposits refused: too many');
  }
}
