import { coreProblems, Problem, ProblemBody, type ProblemType, toProblemBody } from "@nx/core";
import { gatewayProblems } from "@nx/gateway";
import { identityProblems } from "@nx/identity";
import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { Rule } from "../access/rules.ts";

interface Place {
  readonly rule: Rule | undefined;
  readonly method: string;
  readonly hasBody: boolean;
}

/** What the schema of a refusal is known by: see `refusal` of `@nx/core/elysia`. */
const Refusal = Type.Object({ examples: Type.Array(ProblemBody, { minItems: 1 }) });
const Json = Type.Object({
  content: Type.Object({ "application/json": Type.Object({ schema: Refusal }) }),
});
const Stated = Type.Object({
  content: Type.Object({
    "application/problem+json": Type.Object({
      examples: Type.Record(Type.String(), Type.Object({ value: ProblemBody })),
    }),
  }),
});
/** Elysia's word for a reply without a body. */
const Empty = Type.Object({ content: Type.Object({ type: Type.String() }) });

/** A route's replies, its refusals as problems, with those that the app adds to every route. */
export const repliesOf = (declared: object, place: Place): object => {
  const added = refusalsOfAll(place).map((type) => toProblemBody(new Problem(type)));
  const replies: Record<string, object> = {};
  for (const [status, reply] of Object.entries(declared)) {
    if (Value.Check(Empty, reply)) replies[status] = { description: "Done." };
    else if (problemsIn(reply).length === 0) replies[status] = reply;
  }
  if (Object.keys(replies).length === 0) replies["200"] = { description: "Taken." };
  const problems = [...Object.values(declared).flatMap(problemsIn), ...added];
  for (const { status } of problems)
    replies[status] ??= problemReply(problems.filter((problem) => problem.status === status));
  return replies;
};

const problemsIn = (reply: unknown): ProblemBody[] => {
  if (Value.Check(Json, reply)) return reply.content["application/json"].schema.examples;
  if (!Value.Check(Stated, reply)) return [];
  return Object.values(reply.content["application/problem+json"].examples).map(
    ({ value }) => value,
  );
};

const problemReply = (problems: readonly ProblemBody[]) => ({
  description: [...new Set(problems.map(({ title }) => title))].join(" "),
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/ProblemBody" },
      examples: Object.fromEntries(problems.map((value) => [value.code, { value }])),
    },
  },
});

/** What the app answers for any route: its guard, its limits, its parser, its database. */
const refusalsOfAll = ({ rule, method, hasBody }: Place): ProblemType[] => {
  const isChange = method !== "get";
  const isForSome = rule !== undefined && rule !== "open" && rule !== "visitors";
  const isDelicate = typeof rule === "object" && rule.delicate === true;
  return [
    coreProblems.invalid_request,
    ...(hasBody ? [coreProblems.payload_too_large, coreProblems.unsupported_media_type] : []),
    ...(isForSome ? credentialsRefused : []),
    ...(isForSome && isChange ? [identityProblems.csrf_refused] : []),
    ...(isDelicate && isChange ? [identityProblems.sign_in_again] : []),
    ...(rule === "open" ? [] : [gatewayProblems.rate_limited, coreProblems.database_unavailable]),
    coreProblems.internal,
  ];
};

const credentialsRefused = [
  coreProblems.unauthorized,
  identityProblems.api_key_revoked,
  identityProblems.api_key_expired,
  coreProblems.forbidden,
  identityProblems.address_not_allowed,
  identityProblems.origin_not_allowed,
];
