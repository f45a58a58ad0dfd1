import { withinTime } from '../time/within-time.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Of every figure of ours; those of Node.js and of the Temporal SDK keep the names that the world knows them by. */
const PREFIX = 'timetable_';
/** Who collects figures waits 10 s by default, then takes the process for dead. */
const READING_MS = 3_000;
/** In seconds: from a listing to an upload of many minutes. */
const DURATION_BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600];

/** One reading for all the figures that are taken from it at the same moment, as those of one rendering are. */
export function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () =>
    (underWay ??= read().finally(() => {
      underWay = undefined;
    }));
}

type Reading = number | undefined;
/** By the values of the gauge's one label. */
type LabelledReadings = Readonly<Record<string, Reading>>;

/**
 * The figures of one process, for Prometheus. Names are given without the prefix; labels are routes, codes and states,
 * never ids or names of people.
 */
export class Metrics {
  readonly #registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The figures as Prometheus reads them. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  /** @param name ends in `_total` */
  counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Counter<Label> {
    return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.#registry] });
  }

  /** Time to answer HTTP requests, in seconds: the same figure on every process that answers some. */
  requestDurations<Label extends string>(labelNames: Label[]): Histogram<Label> {
    return new Histogram({
      name: `${PREFIX}http_request_duration_seconds`,
      help: 'Time from the headers of a request to the end of its answer.',
      labelNames,
      buckets: DURATION_BUCKETS,
      registers: [this.#registry],
    });
  }

  /** What is read when somebody asks. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>): void {
    this.#gauge(name, help, [], async (gauge) => {
      const value = await read();
      if (value !== undefined) gauge.set(value);
    });
  }

  /** The same, one figure per value of a label. */
  gaugeBy(
    label: string,
    name: string,
    help: string,
    read: () => LabelledReadings | Promise<LabelledReadings>,
  ): void {
    this.#gauge(name, help, [label], async (gauge) => {
      for (const [key, value] of Object.entries(await read())) {
        if (value !== undefined) gauge.set({ [label]: key }, value);
      }
    });
  }

  #gauge(name: string, help: string, labelNames: string[], fill: (gauge: Gauge) => Promise<void>): void {
    new Gauge({
      name: PREFIX + name,
      help,
      labelNames,
      registers: [this.#registry],
      async collect() {
        this.reset();
        // Without labels a reset leaves a nought, which would pass for a reading.
        if (labelNames.length === 0) this.remove();
        // A database that is down or hangs must not hide the process's own figures. What is unknown is left out.
        await withinTime(READING_MS, 'a figure', () => fill(this)).catch(() => undefined);
      },
    });
  }
}
