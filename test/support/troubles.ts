import { until } from './until.js';

/**
 * What breaks a load again and again, each trouble beside the others. It goes by what the load achieves and not by time: no
 * trouble comes back before something was accepted since the last time, so that a slow machine gets on between two, and the load
 * goes on until each came often enough, so that a quick one meets them all.
 */
export class Troubles {
  readonly #make: readonly (() => Promise<unknown>)[];
  readonly #least: number;
  readonly #made: number[];
  #accepted = 0;
  #isOver = false;

  /** @param least times that each must have come before the load may end */
  constructor(make: readonly (() => Promise<unknown>)[], least: number) {
    this.#make = make;
    this.#least = least;
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
          const before = this.#accepted;
          await until(() => Promise.resolve(this.#isOver || this.#accepted > before || undefined), {
            what: 'an accepted file after the trouble',
          });
        }
      }),
    );
  }

  end(): void {
    this.#isOver = true;
  }
}
