/** Writes the tables of all settings into docs/configuration.md, from their declarations. */
import { join } from "node:path";
import type { Setting } from "@nx/core";
import { KindGuard, type TSchema } from "@sinclair/typebox";
import { allSettings } from "../apps/api/src/all-settings.ts";

const path = join(import.meta.dir, "../docs/configuration.md");
const between = /(<!-- settings:[^\n]*-->\n)[\s\S]*(<!-- end of settings -->)/;

/** The document as it should be. */
export const documentWithSettings = async (): Promise<string> => {
  const tables = allSettings.map(toTable).join("\n");
  return (await Bun.file(path).text()).replace(between, `$1\n${tables}\n$2`);
};

const toTable = ({ group, key, description, schema }: Setting): string => {
  const rows = toRows(schema, "");
  const fields =
    rows.length === 0
      ? "Nothing to set.\n"
      : `| Field | Default | Is |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  return `### ${group}/${key}\n\n${description}\n\n${fields}`;
};

const toRows = (schema: TSchema, prefix: string): string[] =>
  Object.entries(KindGuard.IsObject(schema) ? schema.properties : {}).flatMap(([name, field]) =>
    KindGuard.IsObject(field)
      ? toRows(field, `${prefix}${name}.`)
      : [toRow(`${prefix}${name}`, field)],
  );

const toRow = (name: string, field: TSchema): string => {
  const fallback = field.default === undefined ? "–" : `\`${JSON.stringify(field.default)}\``;
  const secret = field["secret"] === true ? " Secret." : "";
  const range =
    field["minimum"] !== undefined && field["maximum"] !== undefined
      ? ` ${field["minimum"]} to ${field["maximum"]}.`
      : "";
  const text = [field.title, field.description].filter(Boolean).join(": ").replace(/\.$/, "");
  return `| \`${name}\` | ${fallback} | ${text}.${range}${secret} |`;
};

if (import.meta.main) await Bun.write(path, await documentWithSettings());
