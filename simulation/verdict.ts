import { type Static, Type } from "@sinclair/typebox";

/** What a run came to, and the promises that it broke. */
export const Verdict = Type.Object({
  messages: Type.Integer(),
  lost: Type.Integer(),
  stuck: Type.Integer(),
  duplicatedRecorded: Type.Integer(),
  duplicatedUnrecorded: Type.Integer(),
  recovered: Type.Integer(),
  /** A sentence for each promise that was broken, led by the number of the invariant. */
  broken: Type.Array(Type.String()),
});
export type Verdict = Static<typeof Verdict>;

/** A verdict, and a digest of everything that happened: the same for the same seed. */
export const Run = Type.Intersect([
  Verdict,
  Type.Object({ seed: Type.Integer(), digest: Type.String() }),
]);
export type Run = Static<typeof Run>;
