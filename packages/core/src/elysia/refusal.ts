import { Type } from "@sinclair/typebox";
import { Problem, ProblemBody, type ProblemType, toProblemBody } from "../problem.ts";

/**
 * The schema of a refusal in the API reference, with an example of each problem it may be. A route
 * names what it refuses by itself; what any route of an app may answer, the app's reference adds.
 */
export const refusal = (...types: readonly ProblemType[]) =>
  Type.Object(ProblemBody.properties, {
    additionalProperties: false,
    examples: types.map((type) => toProblemBody(new Problem(type))),
  });

/** The same for a route whose replies have no schema, as an OpenAPI response. */
export const problemReply = (...types: readonly ProblemType[]) => ({
  description: types.map(({ title }) => title).join(" "),
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/ProblemBody" },
      examples: Object.fromEntries(
        types.map((type) => [type.code, { value: toProblemBody(new Problem(type)) }]),
      ),
    },
  },
});
