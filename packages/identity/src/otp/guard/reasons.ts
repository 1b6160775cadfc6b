import { type Static, Type } from "@sinclair/typebox";

/** Everything that the guard may hold against a text: a closed list, told to servers and operators. */
export const GuardReason = Type.Union(
  [
    // What a number is, whatever happened before: these refuse in every mode.
    Type.Literal("number_type"),
    Type.Literal("country_denied"),
    // What the texts before this one say.
    Type.Literal("prefix_blocked"),
    Type.Literal("prefix_velocity"),
    Type.Literal("sequential_numbers"),
    Type.Literal("address_countries"),
    Type.Literal("country_budget"),
    Type.Literal("spend_cap"),
    Type.Literal("challenge_required"),
  ],
  { description: "What spoke against a text." },
);
export type GuardReason = Static<typeof GuardReason>;

/** What became of a text. */
export const Verdict = Type.Union(
  [Type.Literal("allowed"), Type.Literal("recorded"), Type.Literal("refused")],
  { description: "`recorded`: there were reasons, and the text was sent all the same." },
);
export type Verdict = Static<typeof Verdict>;
