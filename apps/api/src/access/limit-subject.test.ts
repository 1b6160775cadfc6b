import { expect, test } from "bun:test";
import { coreProblems, DatabaseUnavailable, Problem } from "@nx/core";
import { readEnvironment } from "../environment.ts";
import { createSystem } from "../system.ts";
import { setIdentified } from "./caller.ts";
import { limitSubject } from "./limit-subject.ts";

test("a credential that opens nothing counts for its address, one that nobody could look at for none", async () => {
  const { environment, problems } = readEnvironment({
    ...{ ENVIRONMENT: "test", LOG_LEVEL: "silent", DATA_DIR: "memory://", WORKER: "off" },
  });
  const system = await createSystem(environment, problems, () => {});
  const subject = limitSubject(system);
  const arrival = (error: unknown) => {
    const request = new Request("http://localhost/v1/messages", { method: "POST" });
    setIdentified(request, { ok: false, error });
    return { request, route: "/v1/messages", peer: () => "203.0.113.7" };
  };
  expect(subject(arrival(new Problem(coreProblems.unauthorized)))).toEqual({ ip: "203.0.113.7" });
  const away = new DatabaseUnavailable("not-run", "It is away");
  expect(() => subject(arrival(away))).toThrow(away);
  await system.database.close();
});
