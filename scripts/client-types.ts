import { plugin } from "bun";
import { createApp } from "../apps/api/src/app.ts";
import { readEnvironment } from "../apps/api/src/environment.ts";
import { documentOf } from "../apps/api/src/reference/document.ts";
import { createSystem } from "../apps/api/src/system.ts";

/** Where the client's types of the API are. */
export const clientTypesPath = `${import.meta.dir}/../packages/client/src/generated.ts`;

// The generator writes by the compiler's own functions, which TypeScript 7 no longer offers.
plugin({
  name: "typescript-of-the-generator",
  setup: (build) => {
    build.module("typescript", async () => ({
      loader: "object",
      exports: { ...(await import("typescript5")), default: (await import("typescript5")).default },
    }));
  },
});

/** The types of every route, from the OpenAPI document of the app. */
export const clientTypes = async (): Promise<string> => {
  const env = { ENVIRONMENT: "demo", DATA_DIR: "memory://", LOG_LEVEL: "silent" };
  const { environment, problems } = readEnvironment(env);
  const system = await createSystem(environment, problems, () => {});
  const { default: openapiTS, astToString } = await import("openapi-typescript");
  const document: unknown = JSON.parse(JSON.stringify(documentOf(createApp(system))));
  const types = astToString(await openapiTS(JSON.stringify(document)));
  await system.database.close();
  return `// Made by \`bun run client-types\` from the OpenAPI document: not to be edited.\n${types}`;
};

if (import.meta.main) await Bun.write(clientTypesPath, await clientTypes());
