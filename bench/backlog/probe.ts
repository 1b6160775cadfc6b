/** What the worker is told: to begin, to stop, or to say how much memory it has needed. */
export type ToDoor = "work" | "rest" | "memory";

/** What it tells: that it did, or that a probe stands at the provider's door. */
export type FromDoor =
  | { readonly kind: "done"; readonly mebibytes: number }
  | { readonly kind: "arrived"; readonly id: string; readonly at: number };

/** Sender of messages whose arrival is waited for; codes have none. */
export const probeSender = "PROBE";
