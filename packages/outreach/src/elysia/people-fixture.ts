import { coreProblems, createLogger, type Database, Problem } from "@nx/core";
import { problems, requestId } from "@nx/core/elysia";
import { createGateway, type Gateway } from "@nx/gateway";
import { createTestLedger, type TestLedger } from "@nx/gateway/testing";
import { Elysia } from "elysia";
import type { ContactPatch } from "../contacts/schemas.ts";
import { createOutreach, type Outreach } from "../outreach.ts";
import { contactsController } from "./contacts.ts";
import { groupsController } from "./groups.ts";
import { segmentsController } from "./segments.ts";

/** A reply, its body read. */
export interface Reply {
  readonly status: number;
  readonly etag: string | null;
  readonly json: unknown;
}

/** Outreach over a database of a test, for one organization and, over HTTP, for another one too. */
export interface TestOutreach {
  readonly outreach: Outreach;
  readonly gateway: Gateway;
  readonly ledger: TestLedger;
  /** Who calls over HTTP, unless it says otherwise. */
  readonly organizationId: string;
  /** By its phone: makes the contact, and resolves to its id. */
  contact(phone: string, more?: ContactPatch): Promise<string>;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
}

/** Asks as somebody who has nothing. */
export const asStranger = { "x-organization": "00000000-0000-7000-8000-00000000000b" } as const;

/** @param database migrated; it stays the caller's */
export function startOutreach(database: Database): TestOutreach {
  const logger = createLogger({ level: "silent" });
  const ledger = createTestLedger(database);
  const { organizationId } = ledger;
  const gateway = createGateway({
    database,
    routing: () => ({ accounts: [], rules: [] }),
    logger,
    dispatch: false,
  });
  const outreach = createOutreach({ database, gateway, logger });
  const access = ({ headers }: Request) => {
    const who = headers.get("x-organization") ?? organizationId;
    if (who === "") throw new Problem(coreProblems.unauthorized);
    return { organizationId: who, actor: "key:k", mode: "live" } as const;
  };
  const options = { outreach, access };
  const app = new Elysia({ normalize: false })
    .use(requestId())
    .use(problems({ logger }))
    .group("/v1", (v1) =>
      v1
        .use(contactsController(options))
        .use(groupsController(options))
        .use(segmentsController(options)),
    );
  return {
    outreach,
    gateway,
    ledger,
    organizationId,
    contact: async (phone, more) => {
      const made = await outreach.contacts.create(organizationId, { ...more, phone });
      if (!made.ok) throw new Error(made.error.code);
      return made.value.id;
    },
    call: async (method, path, body, headers = {}) => {
      const reply = await app.handle(
        new Request(`http://localhost/v1${path}`, {
          method,
          headers: {
            ...(body !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      const text = await reply.text();
      const json: unknown = text === "" ? undefined : JSON.parse(text);
      return { status: reply.status, etag: reply.headers.get("etag"), json };
    },
  };
}
