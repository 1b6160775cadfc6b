import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
let folder: string;

const run = async (cwd: string, ...command: string[]): Promise<string> => {
  const child = Bun.spawn(command, { cwd, stdout: "pipe", stderr: "pipe" });
  const [out, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}\n${out}\n${errors}`);
  return out;
};

/** What somebody who installs the packages writes. */
const program = `
import { migrate, openDatabase } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { ApplicationSMSComponent, createOtpService, type OtpService } from "@nx/identity";
import { createGateway } from "@nx/gateway";
import { gatewayController } from "@nx/gateway/elysia";
import { createTestLedger } from "@nx/gateway/testing";
import { otpController } from "@nx/identity/elysia";
import { recordingSender } from "@nx/identity/testing";
import { createOutreach } from "@nx/outreach";
import { campaignsController } from "@nx/outreach/elysia";
import { createSmsClient } from "@nx/client";
import { createSmsChannel, segments, type TMQSMSClientConfig } from "mq-sms";
import { smsController } from "mq-sms/elysia";
import { recordingProvider } from "mq-sms/testing";

const sender: string = ({} as Partial<TMQSMSClientConfig>).sender ?? "NXDEMO";
const service: ((...given: never[]) => OtpService) | undefined = createOtpService;
const channel = createSmsChannel({ providers: [recordingProvider()] });
const { outcome } = await channel.send({ to: "+84912345678", text: "Hello", from: sender });

const database = await openDatabase({ url: "memory://" });
await migrate(database);
await database.close();

console.log(
  [outcome.kind, segments("Hello").segments, typeof service, typeof problems,
   typeof ApplicationSMSComponent, typeof otpController, typeof smsController,
   typeof recordingSender, typeof createGateway, typeof gatewayController,
   typeof createTestLedger, typeof createSmsClient, typeof createOutreach,
   typeof campaignsController].join(" "),
);
`;

const wrongProgram = `
import { createOtpService } from "@nx/identity";
import { segments } from "mq-sms";
export const encoding: number = segments("Hello").encoding;
export const service: number = createOtpService;
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "packed-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("packed and installed elsewhere, the packages type-check and run", async () => {
  const dependencies: Record<string, string> = {};
  for (const name of ["mq-sms", "core", "identity", "gateway", "outreach", "client"]) {
    const packed = await run(
      join(root, "packages", name),
      "npm",
      "pack",
      "--pack-destination",
      folder,
    );
    dependencies[name === "mq-sms" ? name : `@nx/${name}`] =
      `file:./${packed.trim().split("\n").at(-1)}`;
  }
  const { devDependencies } = await Bun.file(join(root, "package.json")).json();
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({
      type: "module",
      dependencies: { ...dependencies, elysia: "1.4.30" },
      // Between themselves the packages ask for versions that no registry has yet.
      overrides: dependencies,
      devDependencies: {
        typescript: devDependencies.typescript,
        "bun-types": devDependencies["bun-types"],
      },
    }),
  );
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: "ES2023",
        module: "ESNext",
        moduleResolution: "bundler",
        types: ["bun-types"],
      },
      include: ["program.ts"],
    }),
  );
  await writeFile(join(folder, "program.ts"), program);
  await run(folder, process.execPath, "install", "--ignore-scripts");
  const tsc = join(folder, "node_modules/.bin/tsc");
  await run(folder, tsc, "-p", ".");
  expect(await run(folder, process.execPath, "program.ts")).toBe(
    "accepted 1 function function function function function function function function function function function function\n",
  );
  // The client runs where there is no Bun.
  const script =
    'import { createSmsClient } from "@nx/client"; console.log(typeof createSmsClient)';
  expect(await run(folder, "node", "--input-type=module", "-e", script)).toBe("function\n");

  // Types that were all `any` would have passed as well.
  await writeFile(join(folder, "program.ts"), wrongProgram);
  const errors = await run(folder, tsc, "-p", ".").catch(String);
  expect(errors.match(/error TS2322/g)).toHaveLength(2);
}, 120_000);
