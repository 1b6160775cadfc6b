import { Problem, ProblemBody, type ProblemType, toProblemBody } from "@nx/core";
import { Type } from "@sinclair/typebox";

/** The schema of a refusal in the API reference, with an example of each problem it may be. */
export const refusal = (...types: readonly ProblemType[]) =>
  Type.Object(ProblemBody.properties, {
    additionalProperties: false,
    examples: types.map((type) => toProblemBody(new Problem(type))),
  });
