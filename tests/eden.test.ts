import { afterAll, beforeAll, expect, test } from "bun:test";
import { edenClient } from "@nx/client/eden";
import { createApp } from "../apps/api/src/app.ts";
import { readEnvironment } from "../apps/api/src/environment.ts";
import { createSystem, type System } from "../apps/api/src/system.ts";
import { keys } from "../apps/api/src/testing/api-process.ts";

let system: System;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  const { environment, problems } = readEnvironment({
    ...keys,
    ENVIRONMENT: "test",
    LOG_LEVEL: "silent",
    DATA_DIR: "memory://",
    WORKER: "off",
  });
  system = await createSystem(environment, problems, () => {});
  await system.start();
  app = createApp(system).listen(0);
}, 60_000);
afterAll(async () => {
  await app.stop(true);
  await system.stop();
});

test("Eden's client calls the API by the types of the app itself", async () => {
  const url = `http://localhost:${app.server?.port}`;
  const { API_KEY: apiKey } = keys;
  const api = edenClient(url, { apiKey });
  const list = await api.v1.messages.get({ query: { limit: 1 } });
  expect([list.status, list.data?.data]).toEqual([200, []]);
  const refused = await edenClient(url).v1.messages.get({ query: {} });
  expect([refused.status, refused.data]).toEqual([401, null]);
  // @ts-expect-error a message has no such field
  const wrong = await api.v1.messages.post({ to: "+84912345678", text: "Xin chao" });
  expect(wrong.status).toBe(400);
});
