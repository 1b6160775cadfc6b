import { afterAll, beforeAll, expect, test } from "bun:test";
import { createApp } from "../app.ts";
import { readEnvironment } from "../environment.ts";
import { createSystem, type System } from "../system.ts";
import { ruleOf, rules } from "./rules.ts";

let system: System;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  const env = { ENVIRONMENT: "demo", DATA_DIR: "memory://", LOG_LEVEL: "silent" };
  const { environment, problems } = readEnvironment(env);
  system = await createSystem(environment, problems, () => {});
  app = createApp(system);
});
afterAll(() => system.database.close());

test("every route has a rule, and every rule a route", () => {
  const routes = app.routes.map(({ method, path }) => `${method} ${path}`);
  const without = app.routes.filter(({ method, path }) => ruleOf(method, path) === undefined);
  expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  expect(Object.keys(rules).filter((route) => !routes.includes(route))).toEqual([]);
});

test("only what tells nothing of anybody, or asks by itself, is open", () => {
  const open = Object.keys(rules).filter((route) => rules[route] === "open");
  for (const route of open)
    expect(route).toMatch(
      /^(GET \/$|GET \/(openapi|healthz|readyz|health)|ALL \/(in|api\/sms\/(dlr|receive))\/:account\/:token)/,
    );
});
