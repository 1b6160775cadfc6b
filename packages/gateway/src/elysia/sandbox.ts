import { type Access, coreProblems, Problem } from "@nx/core";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { Gateway } from "../gateway.ts";
import { mostSandboxMessages, SandboxPage, SandboxQuery } from "../sandbox/schemas.ts";

export interface SandboxControllerOptions {
  readonly gateway: Pick<Gateway, "sandboxMessages">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

// In a query every value is a text; `t.Numeric` reads it as a number.
const SandboxQueryText = Type.Object(
  {
    ...SandboxQuery.properties,
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostSandboxMessages, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

/** What test keys sent, for their tests to read: mount it under `/v1`, beside `problems`. */
export const sandboxController = ({ gateway, access }: SandboxControllerOptions) =>
  new Elysia({ name: "nx-sandbox", prefix: "/sandbox", normalize: false, tags: ["Sandbox"] })
    .derive(({ request }) => ({ twin: twinOf(access(request)) }))
    .get("/messages", ({ twin, query }) => gateway.sandboxMessages(twin, query), {
      query: SandboxQueryText,
      response: { 200: SandboxPage },
      detail: {
        summary: "What test keys sent in the last hour, newest first",
        description:
          "For test keys alone. Texts are whole, those of one-time codes too: no phone gets them.",
      },
    });

const twinOf = ({ mode, organizationId }: Access): string => {
  if (mode === "test") return organizationId;
  throw new Problem(coreProblems.forbidden, { detail: "Only test keys have a sandbox." });
};
