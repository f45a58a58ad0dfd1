import { until } from './until.js';

/**
 * What breaks a load again and again, each trouble beside the others. It goes by what the load achieves and not by time: no
 * trouble comes back before files were accepted since the last time, so that a slow machine gets on between two, and the load
 * goes on until each came often enough, so that a quick one meets them all.
 */
export class Troubles {
  readonly #make: readonly (() => Promise<unknown>)[];
  readonly #least: number;
  readonly #acceptedBetween: number;
  readonly #made: number[];
  #accepted = 0;
  #isOver = false;

  /**
   * @param least times that each must have come before the load may end
   * @param acceptedBetween files, between two times of the same trouble
   */
  constructor(make: readonly (() => Promise<unknown>)[], least: number, acceptedBetween = 1) {
    this.#make = make;
    this.#least = least;
    this.#acceptedBetween = acceptedBetween;
    this.#made = make.map(() => 0);
  }

  /** Whether the load may end. */
  get areEnough(): boolean {
    return this.#made.every((times) => times >= this.#least);
  }

  /** To be called for each file that was accepted. */
  noteAccepted(): void {
    this.#accepted += 1;
  }

  /** For as long as the load goes on. */
  async makeAll(): Promise<void> {
    await Promise.all(
      this.#make.map(async (make, index) => {
        while (!this.#isOver) {
          await make();
          this.#made[index] = (this.#made[index] ?? 0) + 1;
          const enough = this.#accepted + this.#acceptedBetween;
          await until(() => Promise.resolve(this.#isOver || this.#accepted >= enough || undefined), {
            timeoutMs: 240_000,
            what: 'accepted files after the trouble',
          });
        }
      }),
    );
  }

  end(): void {
    this.#isOver = true;
  }
}
