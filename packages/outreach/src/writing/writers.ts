import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { TemplateApprovalOf } from "../templates/approval-setting.ts";
import { approvedVersion, templatePrefix } from "../templates/rows.ts";
import type { TemplateContent } from "../templates/schemas.ts";
import { compileText, type Variables, variablesIn } from "./render.ts";

/** What is to be said: a text with places for variables, or a template. */
export interface Said {
  readonly body?: string;
  readonly template?: string;
  readonly language?: string;
}

/** Who says it, and as what. */
export interface Saying {
  readonly organizationId: string;
  readonly category: "transactional" | "promotional";
}

/** What a message says: a text, or what the ledger makes one of, so that it checks the approval. */
export type Content =
  | { readonly body: string }
  | { readonly template: string; readonly language?: string; readonly variables: Variables };

/** Says it to one recipient after the other. */
export interface Writer {
  /** The variables that it has a place for. */
  readonly names: readonly string[];
  write(
    variables: Variables,
  ):
    | { readonly ok: true; readonly content: Content }
    | { readonly ok: false; readonly reason: string };
}

/** The writers of texts, in their order, with the templates as they are at this moment. */
export async function writersOf(
  context: { readonly approvalOf: TemplateApprovalOf },
  orm: Orm,
  saying: Saying,
  texts: readonly Said[],
): Promise<Writer[]> {
  const asked = texts.flatMap(({ template }) => template ?? []);
  const { organizationId } = saying;
  const templates = await findTemplates(orm, organizationId, asked, isGated(context, saying));
  return texts.map((said) => {
    if (said.body !== undefined) return textWriter(said.body);
    const found = templates.get(said.template ?? "");
    return found === undefined ? noWriter : templateWriter(said, found.content);
  });
}

/** The variables that any of them has a place for. */
export const namesOf = (writers: readonly Writer[]): string[] => [
  ...new Set(writers.flatMap(({ names }) => names)),
];

/** Whether approved versions only are said. */
export const isGated = (
  { approvalOf }: { readonly approvalOf: TemplateApprovalOf },
  { organizationId, category }: Saying,
): boolean => category !== "promotional" && approvalOf(organizationId)?.requireApproval === true;

/** A template as it is said. */
export interface FoundTemplate {
  readonly id: string;
  readonly version: number;
  readonly content: TemplateContent;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly content: TemplateContent;
}

/** Templates by ids or names, with the version that is sent: the latest, or the latest approved. */
export async function findTemplates(
  orm: Orm,
  organizationId: string,
  asked: readonly string[],
  approvedOnly: boolean,
): Promise<ReadonlyMap<string, FoundTemplate>> {
  if (asked.length === 0) return new Map();
  const ids = asked.flatMap((name) => fromPublicId(templatePrefix, name) ?? []);
  const version = approvedOnly ? approvedVersion : sql`t.latest_version`;
  const rows = await orm.execute<Row>(sql`
    select t.id, t.name, v.version, v.content from templates t join template_versions v
      on v.organization_id = t.organization_id and v.template_id = t.id and v.version = ${version}
    where t.organization_id = ${organizationId}::uuid and t.deleted_at is null
      and (t.id = any(${sql.param(ids)}::uuid[]) or t.name = any(${sql.param(asked)}::text[]))`);
  return new Map(
    [...rows].flatMap(({ id, name, version, content }) => {
      const found = { id: toPublicId(templatePrefix, id), version, content };
      return [[found.id, found] as const, [name, found] as const];
    }),
  );
}

function textWriter(body: string): Writer {
  const render = compileText(body);
  return {
    names: variablesIn(body),
    write(variables) {
      const text = render(variables);
      return text.ok
        ? { ok: true, content: { body: text.body } }
        : { ok: false, reason: "missing_variable" };
    },
  };
}

/** What the template has no place for stays here: a file may have more columns. */
function templateWriter({ template = "", language }: Said, content: TemplateContent): Writer {
  const names = content.variables.map(({ name }) => name);
  return {
    names,
    write(variables) {
      const given = names.flatMap((name): [string, string][] => {
        const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
        return value === undefined ? [] : [[name, value]];
      });
      const chosen = language === undefined ? {} : { language };
      return { ok: true, content: { template, ...chosen, variables: Object.fromEntries(given) } };
    },
  };
}

const noWriter: Writer = {
  names: [],
  write: () => ({ ok: false, reason: "template_not_found" }),
};
