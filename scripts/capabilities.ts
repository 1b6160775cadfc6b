/** Prints what every provider can do, from the declarations of its own code. */
import { join } from "node:path";
import { installOnce } from "./install.ts";

await installOnce();
const { providers } = await import("mq-sms");
type Declared = (typeof providers)[keyof typeof providers];

const path = join(import.meta.dir, "../docs/providers/README.md");
const between = /(<!-- capabilities:[^\n]*-->\n)[\s\S]*(<!-- end of capabilities -->)/;

const yes = (able: boolean): string => (able ? "yes" : "–");

const columns: Readonly<Record<string, (can: Declared["capabilities"]) => string>> = {
  Send: () => "yes",
  Bulk: ({ bulkSize }) => (bulkSize === undefined ? "–" : `${bulkSize} a call`),
  "Delivery reports": ({ deliveryReports }) => yes(deliveryReports),
  Inbound: ({ inbound }) => yes(inbound),
  "Callbacks proved by": ({ callbackProof }) => (callbackProof === "none" ? "–" : callbackProof),
  "Echoes the attempt": ({ echoesAttempt }) => yes(echoesAttempt),
  Lookup: ({ lookup }) => yes(lookup),
  Balance: ({ balance }) => yes(balance),
  Unicode: ({ unicode }) => yes(unicode),
  "Longest text": ({ maxTextLength }) => String(maxTextLength),
  Health: ({ health }) => yes(health),
  "Repeats recognised by": ({ idempotency }) => (idempotency === "none" ? "–" : idempotency),
};

/** The table as Markdown, columns padded. */
export function capabilityTable(): string {
  const rows = [
    ["Provider", ...Object.keys(columns)],
    ...Object.values(providers).map(({ kind, capabilities }: Declared) => [
      `\`${kind}\``,
      ...Object.values(columns).map((column) => column(capabilities)),
    ]),
  ];
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

/** docs/providers/README.md as it should be. */
export const documentWithCapabilities = async (): Promise<string> =>
  (await Bun.file(path).text()).replace(between, `$1\n${capabilityTable()}\n$2`);

if (import.meta.main) {
  if (Bun.argv.includes("--write")) await Bun.write(path, await documentWithCapabilities());
  process.stdout.write(capabilityTable());
}
