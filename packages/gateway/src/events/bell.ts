/** Wakes the one who waits. Rung while nobody waits, it ends the next wait at once. */
export interface Bell {
  ring(): void;
  wait(): Promise<void>;
}

/** Makes a bell. Unlike a race with a promise that never settles, waiting at it leaves nothing behind. */
export function createBell(): Bell {
  let rung = Promise.withResolvers<void>();
  return {
    ring: () => rung.resolve(),
    wait: async () => {
      await rung.promise;
      rung = Promise.withResolvers();
    },
  };
}
