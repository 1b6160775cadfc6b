/** What stands before and behind the route in a run. */
export interface ApiKind {
  readonly name: string;
  /** The gateway's controller alone, or the whole application with a key. */
  readonly app: boolean;
  readonly limits: boolean;
  readonly budget: boolean;
}

/** From nothing to everything: each costs what it adds to the one before, or to the key alone. */
export const apiKinds: readonly ApiKind[] = [
  { name: "the route alone", app: false, limits: false, budget: false },
  { name: "the app, with a key", app: true, limits: false, budget: false },
  { name: "key and limits", app: true, limits: true, budget: false },
  { name: "key and budget", app: true, limits: false, budget: true },
  { name: "key, limits and budget", app: true, limits: true, budget: true },
];
