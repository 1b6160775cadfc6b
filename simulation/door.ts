import { type Database, DatabaseUnavailable } from "@nx/core";
import type { VirtualClock } from "./clock.ts";
import { withExecute } from "./database.ts";
import type { Random } from "./random.ts";

/** How often a statement fails, and how. */
export interface DoorFaults {
  /** It is never run. */
  notRun: number;
  /** It is run and committed, and the answer is lost. */
  runAndLost: number;
}

/** A process's way to the database, which may fail, and is closed for ever when it is killed. */
export interface Door {
  readonly database: Database;
  kill(): void;
}

/** A door of its own to a shared database. */
export function createDoor(
  shared: Database,
  clock: VirtualClock,
  random: Random,
  faults: DoorFaults,
): Door {
  let killed = false;
  const dead = new Promise<never>(() => {});
  const database = withExecute(shared, (...args) => {
    if (killed) return dead;
    if (random.chance(faults.notRun))
      return Promise.reject(new DatabaseUnavailable("not-run", "The simulation refuses"));
    const isLost = random.chance(faults.runAndLost);
    const run = clock.during(Promise.resolve(shared.orm.execute(...args)));
    // A process that is killed meanwhile never learns that its statement was committed.
    return run.then(
      (rows) => {
        if (killed) return dead;
        if (isLost) throw new DatabaseUnavailable("unknown", "The simulation loses the answer");
        return rows;
      },
      (error) => {
        if (killed) return dead;
        throw error;
      },
    );
  });
  return {
    database,
    kill: () => {
      killed = true;
    },
  };
}
