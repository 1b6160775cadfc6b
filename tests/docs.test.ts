import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Glob } from "bun";
import { providerNames } from "../apps/simulator/src/providers.ts";
import { triggerTable } from "../apps/simulator/src/smpp/triggers.ts";
import { suffixTable } from "../apps/simulator/src/suffixes.ts";
import { endingsTable } from "../packages/gateway/src/sandbox/endings.ts";
import { documentWithCapabilities } from "../scripts/capabilities.ts";
import { documentWithSettings } from "../scripts/settings-docs.ts";

const root = join(import.meta.dir, "..");
const read = (path: string) => Bun.file(join(root, path)).text();
const documents = ["*.md", "docs/**/*.md", "packages/*/*.md", "apps/*/*.md"].flatMap((pattern) => [
  ...new Glob(pattern).scanSync(root),
]);

test.each(documents)("every link of %s leads somewhere", async (path) => {
  const links = [...(await read(path)).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
    ([, to]) => to ?? "",
  );
  expect(links.filter((to) => !existsSync(join(root, dirname(path), to)))).toEqual([]);
});

test("the settings in docs/configuration.md are those of the code", async () => {
  expect(await read("docs/configuration.md")).toBe(await documentWithSettings());
});

test("the table in docs/providers/README.md is what `bun run providers` prints", async () => {
  expect(await read("docs/providers/README.md")).toBe(await documentWithCapabilities());
});

test("the simulator's README lists its numbers as the code has them", async () => {
  const readme = await read("apps/simulator/README.md");
  for (const table of [suffixTable(), ...providerNames.map(suffixTable), triggerTable()]) {
    expect(readme).toContain(table);
  }
});

test("docs/test-mode.md lists the sandbox's numbers as the code has them", async () => {
  expect(await read("docs/test-mode.md")).toContain(endingsTable());
});

test("docs/configuration.md names every environment variable of the API and the demo", async () => {
  const sources = await Promise.all(
    ["apps/api/src/environment.ts", "scripts/start-demo.ts"].map(read),
  );
  const used = [...sources.join().matchAll(/(?:env\[|read(?:<[^>]*>)?\()"([A-Z_]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  expect(used).toContain("TRUSTED_PROXIES");
  const documented = await read("docs/configuration.md");
  expect(used.filter((name) => !documented.includes(name))).toEqual([]);
});

test("the example of @nx/identity's README is the one of the root README, and runs", async () => {
  const [example = ""] =
    /(?<=```ts\n)[\s\S]*?(?=```)/.exec(await read("packages/identity/README.md")) ?? [];
  const setUp = example.split("\n\nconst caller")[0] ?? "";
  expect(await read("README.md")).toContain(setUp);

  const path = join(root, "tests", `.readme-example-${process.pid}.ts`);
  await Bun.write(path, example);
  const child = Bun.spawn([process.execPath, path], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += new TextDecoder().decode(chunk);
    const code = /SMS to \*\*\*678: (\d{6})/.exec(output)?.[1];
    if (code && !output.includes("typed")) {
      output += "typed";
      child.stdin.write(`${code}\n`);
      child.stdin.end();
    }
  }
  await Bun.file(path).delete();
  expect(output).toContain('phone: "+84912345678"');
});
