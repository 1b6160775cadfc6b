import type { Database } from "@nx/core";
import { createClock, type VirtualClock } from "./clock.ts";
import type { Simulated } from "./database.ts";
import { createDoor, type Door, type DoorFaults } from "./door.ts";
import { createRandom, type Random } from "./random.ts";
import { createWorkDue, type WorkDue } from "./work-due.ts";

/** What everybody in a run lives in: one time, one chance, one database. */
export interface World {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly work: WorkDue;
  /** Without faults. */
  readonly database: Database;
  /** With the faults of the weather. */
  newDoor(): Door;
  /** A UUIDv7 of the moment, all of its chance from the seed. */
  newId(): string;
  /** From now on nothing fails. */
  calmDown(): void;
  isCalm(): boolean;
}

/** A world that begins now, in a storm. */
export function createWorld(simulated: Simulated, seed: number): World {
  const random = createRandom(seed);
  const work = createWorkDue(simulated.database);
  const clock = createClock(simulated.time);
  const weather: DoorFaults = { notRun: 0.02, runAndLost: 0.03 };
  let isCalm = false;
  return {
    random,
    clock,
    work,
    database: work.database,
    newDoor: () => createDoor(work.database, clock, random, weather),
    newId: () => uuidOf(clock.now(), random.next),
    calmDown() {
      isCalm = true;
      Object.assign(weather, { notRun: 0, runAndLost: 0 });
    },
    isCalm: () => isCalm,
  };
}

function uuidOf(ms: number, next: () => number): string {
  const time = ms.toString(16).padStart(12, "0");
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}
