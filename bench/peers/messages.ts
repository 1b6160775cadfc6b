import type { NewMessage } from "./engine.ts";

const organizations = Array.from({ length: 10 }, () => Bun.randomUUIDv7());

/** Where the n-th message goes: each to another number, in no order, as customers' numbers are. */
export const recipientOf = (n: number): string =>
  `+8491${String((n * 6_180_339) % 10_000_000).padStart(7, "0")}`;

/** About 120 characters. */
export const textOf = (n: number): string =>
  `Order ${String(n).padStart(7, "0")} has left our store and will be with you tomorrow between 9 and 12. Track it: https://nx.example/t/${n}`;

/** Messages of ten organizations, from the `first` on; `run` keeps the keys of runs apart. */
export const makeMessages = (count: number, run = "run", first = 0): NewMessage[] =>
  Array.from({ length: count }, (_, index) => {
    const n = first + index;
    return {
      id: Bun.randomUUIDv7(),
      organizationId: organizations[n % organizations.length] ?? "",
      key: `${run}-${n}`,
      recipient: recipientOf(n),
      sender: "NXDEMO",
      body: textOf(n),
    };
  });

/** Cut into batches. */
export const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
