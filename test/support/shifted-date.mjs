// Preloaded by every Node that a test's shell starts: it is the day that `CLOCK` says, as for the product.
const { CLOCK, CLOCK_SINCE } = process.env;

if (CLOCK !== undefined && CLOCK_SINCE !== undefined) {
  const shiftMs = Date.parse(CLOCK) - Number(CLOCK_SINCE);
  const { now } = Date;
  globalThis.Date = class extends Date {
    constructor(...parts) {
      super(...(parts.length === 0 ? [now() + shiftMs] : parts));
    }

    static now() {
      return now() + shiftMs;
    }
  };
}
