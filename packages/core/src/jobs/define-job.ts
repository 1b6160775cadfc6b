import { type Static, type TObject, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";

/** What a job is, declared once beside the verb that it runs. */
export interface JobOptions<Schema extends TObject> {
  /** Unique and fixed, for example `messages.retention`: renaming one leaves its queue behind. */
  readonly name: string;
  /** Of its data, which is stored as it is: ids, no contents and no secrets. Default: no data. */
  readonly schema?: Schema;
  /**
   * Runs it periodically, once per period however many processes there are, with `{}` as its data.
   * A cron expression in UTC (to the minute), or a number of seconds, counted from 1970.
   */
  readonly every?: string | number;
  /** After this the signal aborts and the attempt has failed (300). */
  readonly timeoutSeconds?: number;
  /** Further attempts after the first, 5 seconds later and then ever later, up to an hour (3). */
  readonly retries?: number;
  /** How many each process runs at once (1). */
  readonly concurrency?: number;
  /**
   * May run twice for one enqueue, when a process dies before it could say that it was done. The
   * signal aborts when nobody waits for the outcome any more: at the timeout, and at a stop.
   */
  work(data: Static<Schema>, signal: AbortSignal): Promise<void>;
}

/** A job as `createJobs` takes it. */
export interface Job<Data = unknown> {
  readonly name: string;
  readonly every: string | number | undefined;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly concurrency: number;
  accepts(data: unknown): data is Data;
  /** Rejects with {@link JobDataRefused} when the data is not what the schema says. */
  perform(data: unknown, signal: AbortSignal): Promise<void>;
}

/** The data of a job does not fit its schema; says nothing of the data. */
export class JobDataRefused extends Error {
  override readonly name = "JobDataRefused";
  constructor(job: string) {
    super(`The data of job ${job} does not fit its schema`);
  }
}

const NoData = Type.Object({}, { additionalProperties: false });
const NAME = /^[a-z][a-z0-9._-]{0,63}$/;
const LONGEST_SECONDS = 24 * 60 * 60;

/** Declares a job. Throws when its declaration cannot work. */
export function defineJob<Schema extends TObject = typeof NoData>(
  options: JobOptions<Schema>,
): Job<Static<Schema>> {
  const { name, every, timeoutSeconds = 300, retries = 3, concurrency = 1 } = options;
  const schema: TObject = options.schema ?? NoData;
  const accepts = (data: unknown): data is Static<Schema> => Value.Check(schema, data);
  const check = (holds: boolean, rule: string) => {
    if (!holds) throw new RangeError(`Job ${name}: ${rule}`);
  };
  check(NAME.test(name), "a name has lower case letters, digits, dots, dashes, underscores");
  check(isWhole(timeoutSeconds, 1, LONGEST_SECONDS), "timeoutSeconds is between 1 and 86400");
  check(isWhole(retries, 0, 100), "retries is between 0 and 100");
  check(isWhole(concurrency, 1, 100), "concurrency is between 1 and 100");
  check(typeof every !== "number" || isWhole(every, 1, Infinity), "every is a whole number");
  check(every === undefined || accepts({}), "a periodic job must accept {} as its data");
  return {
    name,
    every,
    timeoutSeconds,
    retries,
    concurrency,
    accepts,
    async perform(data, signal) {
      if (!accepts(data)) throw new JobDataRefused(name);
      await options.work(data, signal);
    },
  };
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
