import { type Static, Type } from "@sinclair/typebox";

/** How an account is, by the last five minutes. `UNKNOWN`: nothing was sent and nobody could ask. */
export const ProviderState = Type.Union([
  Type.Literal("HEALTHY"),
  Type.Literal("DEGRADED"),
  Type.Literal("DOWN"),
  Type.Literal("UNKNOWN"),
]);
export type ProviderState = Static<typeof ProviderState>;

const Moment = Type.String({ format: "date-time" });

/** What is known of an account's health. Holds nothing of its settings. */
export const ProviderHealth = Type.Object({
  account: Type.String(),
  provider: Type.String({ description: "Its kind, for example `twilio`" }),
  state: ProviderState,
  circuit: Type.Union([Type.Literal("closed"), Type.Literal("open"), Type.Literal("half-open")]),
  share: Type.Integer({ description: "Percent of its messages that go to it first" }),
  failures: Type.Integer({ description: "Of the last five minutes; 21 stands for more as well" }),
  checkedAt: Type.Optional(Moment),
  lastError: Type.Optional(Type.String({ description: "A code of the list of send errors" })),
  lastErrorAt: Type.Optional(Moment),
});
export type ProviderHealth = Static<typeof ProviderHealth>;
