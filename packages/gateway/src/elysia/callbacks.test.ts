import { expect, test } from "bun:test";
import { createLogger } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { SmsProvider } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { callbackController } from "./callbacks.ts";

const logger = createLogger({ level: "silent" });

/** An app with two accounts, `strict` and `lax`, of which only the second believes everybody. */
function appOf() {
  const read: string[] = [];
  const received: string[] = [];
  const provider = (kind: string): SmsProvider => ({
    ...recordingProvider(undefined, kind),
    readCallback: ({ purpose, token }) => {
      read.push(`${kind} ${purpose} ${token}`);
      if (kind === "strict") return { kind: "refused", reason: "bad_signature", httpStatus: 403 };
      return {
        kind: "read",
        proof: "token",
        httpStatus: 200,
        reports: [],
        inbound: [],
        consents: [],
      };
    },
  });
  const providers = new Map(["strict", "lax"].map((id) => [id, provider(id)]));
  const app = new Elysia({ normalize: false }).use(problems({ logger })).use(
    callbackController({
      gateway: {
        receive: async (organizationId, account) => {
          received.push(`${organizationId} ${account}`);
        },
      },
      account: (id) => {
        const found = providers.get(id);
        return found && { provider: found, organizationId: "organization" };
      },
      logger,
    }),
  );
  const call = async (path: string, body = "") =>
    (await app.handle(new Request(`http://localhost${path}`, { method: "POST", body }))).status;
  return { call, read, received };
}

test.each([
  ["/in/lax/secret/status", "status"],
  ["/in/lax/secret/inbound", "inbound"],
  ["/api/sms/dlr/lax/secret", "status"],
  ["/api/sms/receive/lax/secret", "inbound"],
])("%p brings to the account of its path", async (path, purpose) => {
  const { call, read, received } = appOf();
  expect(await call(path)).toBe(200);
  expect(read).toEqual([`lax ${purpose} secret`]);
  expect(received).toEqual(["organization lax"]);
});

test.each(["/in/strict/secret/status", "/api/sms/dlr/strict/secret", "/api/sms/receive/strict/x"])(
  "%p is verified by the account of its path, whatever else the request names",
  async (path) => {
    const { call, read, received } = appOf();
    expect(await call(`${path}?provider=lax&account=lax&token=y`, "provider=lax")).toBe(403);
    expect(read).toHaveLength(1);
    expect(read[0]).toStartWith("strict ");
    expect(received).toEqual([]);
  },
);

test.each([
  "/api/sms/dlr",
  "/api/sms/receive?provider=lax",
  "/api/sms/receive/lax",
  "/api/sms/dlr/no/x",
])("%p names no account", async (path) => {
  const { call, read } = appOf();
  expect(await call(path)).toBe(404);
  expect(read).toEqual([]);
});
