import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Problem, ProblemBody, toProblemBody } from "@nx/core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Value } from "@sinclair/typebox/value";
import { ruleOf } from "../access/rules.ts";
import { createApp } from "../app.ts";
import { readEnvironment } from "../environment.ts";
import { createSystem, type System } from "../system.ts";
import { documentOf } from "./document.ts";

let system: System;
let app: ReturnType<typeof createApp>;
let document: ReturnType<typeof documentOf>;
beforeAll(async () => {
  const env = { ENVIRONMENT: "demo", DATA_DIR: "memory://", LOG_LEVEL: "silent" };
  const { environment, problems } = readEnvironment(env);
  system = await createSystem(environment, problems, () => {});
  app = createApp(system);
  document = documentOf(app);
});
afterAll(() => system.database.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

test("the document is served as it is, and valid", async () => {
  const served = await app.handle(new Request("http://localhost/openapi/json"));
  expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
  expect(await new Validator().validate({ ...document })).toMatchObject({ valid: true });
});

test("it covers every route but the reference's own pages", () => {
  const described = new Set(operations().map(({ name }) => name));
  const missing = app.routes
    .flatMap(({ method, path }) =>
      (method === "ALL" ? ["GET", "POST"] : [method]).map(
        (verb) => `${verb} ${path.replace(/:(\w+)/g, "{$1}")}`,
      ),
    )
    .filter((name) => !described.has(name));
  expect(missing.filter((name) => !/^GET \/(openapi.*)?$/.test(name))).toEqual([]);
});

describe("every operation", () => {
  test("has a summary, a tag and a name of its own", () => {
    for (const { name, operation } of operations()) {
      const { summary, tags, operationId } = operation;
      expect({ name, summary, tags, operationId }).toEqual({
        name,
        summary: expect.any(String),
        tags: [expect.any(String)],
        operationId: expect.stringMatching(/^[a-z]+([A-Z0-9]\w*)?$/),
      });
    }
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("that takes a body says which, as JSON alone", () => {
    const withBody = app.routes.filter(({ hooks }) => hooks.body !== undefined);
    expect(withBody.length).toBeGreaterThan(30);
    for (const { method, path } of withBody) {
      const item = document.paths[path.replace(/:(\w+)/g, "{$1}")];
      expect(item?.[method.toLowerCase()]?.requestBody?.content).toEqual({
        "application/json": { schema: expect.objectContaining({ type: "object" }) },
      });
    }
  });

  test("tells by its security what its rule lets in", () => {
    for (const { method, path } of app.routes) {
      const operation = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      const rule = ruleOf(method, path);
      if (operation === undefined || typeof rule !== "object") continue;
      expect(operation.security).not.toBeEmpty();
      expect(operation.security.some((one) => Object.keys(one).length === 0)).toBe(
        rule.anonymous === true,
      );
    }
  });

  test("shows an example of each problem, under the status that it has", () => {
    for (const { name, operation } of operations()) {
      for (const [status, reply] of Object.entries(operation.responses)) {
        if (Number(status) < 400 || name === "GET /readyz") continue;
        const { examples } = reply.content["application/problem+json"];
        expect(Object.keys(examples)).not.toBeEmpty();
        for (const [code, { value }] of Object.entries<{ value: unknown }>(examples)) {
          if (!Value.Check(ProblemBody, value)) throw new Error(`${name}: ${code} is no problem`);
          expect(value).toMatchObject({ code, status: Number(status) });
          const { title } = value;
          const again = toProblemBody(new Problem({ code, status: Number(status), title }));
          expect(value).toEqual(again);
        }
      }
    }
  });

  test("that asks for credentials may answer 401, 403, 429 and 503", () => {
    for (const { operation } of operations().filter(({ operation }) => operation.security.length))
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(["401", "403", "429", "503"]),
      );
  });
});
