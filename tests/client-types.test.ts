import { expect, test } from "bun:test";
import { clientTypes, clientTypesPath } from "../scripts/client-types.ts";

test("the client's types are those of the OpenAPI document (`bun run client-types`)", async () => {
  // What compiles against them is proved by the types of the whole tree.
  expect((await Bun.file(clientTypesPath).text()) === (await clientTypes())).toBe(true);
});
