import { type Database, fromPublicId, toPublicId } from "@nx/core";
import type { ComposedText, GatewayResult, TextRequest } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { TemplateApproval, TemplateApprovalOf } from "./approval-setting.ts";
import { type CompiledTemplate, compileTemplate } from "./compile.ts";
import { approvedVersion, templatePrefix } from "./rows.ts";
import type { TemplateContent } from "./schemas.ts";
import { unknownValue } from "./unknown-value.ts";

/**
 * Makes the texts of messages, in the order asked for: `composeTexts` of the gateway. Each template
 * is read once, in one statement for all. Where approval is required the latest approved version is
 * sent, elsewhere the latest one.
 */
export async function composeTexts(
  context: { readonly database: Pick<Database, "orm">; readonly approvalOf: TemplateApprovalOf },
  organizationId: string,
  requests: readonly TextRequest[],
): Promise<readonly GatewayResult<ComposedText>[]> {
  const named = new Set(requests.flatMap(({ template }) => template ?? []));
  const templates = await findTemplates(context, organizationId, [...named]);
  const approval = context.approvalOf(organizationId);
  return requests.map((request) => {
    const { body, template } = request;
    const found = template === undefined ? undefined : templates.get(template);
    if (template !== undefined && found === undefined)
      return refused("template_not_found", "/template");
    const category = found?.latest.content.category ?? request.category ?? "transactional";
    if (request.category !== undefined && request.category !== category)
      return refused("category_differs", "/category");
    // Nobody may say whatever they like for as long as the rule cannot be read.
    if (approval === undefined && category !== "promotional")
      return refused("sms_not_configured", undefined, "The rule of approval cannot be read.");
    const isGated = category !== "promotional" && approval && isRequired(approval, request.to);
    if (found === undefined) {
      if (isGated) return refused("template_required", "/body");
      return body === undefined ? refused("invalid_text", "/body") : { ok: true, value: { body } };
    }
    const version = isGated ? found.approved : found.latest;
    if (version === undefined) return refused("template_not_approved", "/template");
    return fill(found, version, request);
  });
}

/** A version that texts are made of, compiled once for each language. */
interface Usable {
  readonly version: number;
  readonly content: TemplateContent;
  readonly compiled: Map<string | undefined, CompiledTemplate>;
}

interface Found {
  readonly id: string;
  readonly name: string;
  readonly latest: Usable;
  readonly approved: Usable | undefined;
}

function fill(
  { id, name }: Found,
  { version, content, compiled }: Usable,
  { language: asked, variables = {} }: TextRequest,
): GatewayResult<ComposedText> {
  const known = compiled.get(asked) ?? compileTemplate(content, asked);
  compiled.set(asked, known);
  const rendered = unknownValue(content, variables) ?? known.render(variables);
  if (!rendered.ok)
    return refused(rendered.code, `/variables/${rendered.variable}`, rendered.detail);
  const { language } = known;
  return {
    ok: true,
    value: {
      body: rendered.text,
      category: content.category,
      template: { id, name, version, language },
    },
  };
}

const isRequired = ({ requireApproval, countries }: TemplateApproval, to: string): boolean => {
  if (!requireApproval || countries.length === 0) return requireApproval;
  const phone = parsePhone(to);
  // A number that cannot be read is refused for itself.
  return phone.ok && phone.country !== undefined && countries.includes(phone.country);
};

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly is_latest: boolean;
  readonly is_approved: boolean;
  readonly content: TemplateContent;
}

/** Templates by what they were asked for as, which is an id or a name. */
async function findTemplates(
  { database }: { readonly database: Pick<Database, "orm"> },
  organizationId: string,
  asked: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  if (asked.length === 0) return new Map();
  const rows = await database.orm.execute<Row>(sql`
    select t.id, t.name, v.version, v.content, v.version = t.latest_version as is_latest,
      v.approval = 'approved' as is_approved
    from templates t join template_versions v
      on v.organization_id = t.organization_id and v.template_id = t.id
        and (v.version = t.latest_version or v.version = ${approvedVersion})
    where t.organization_id = ${organizationId}::uuid and t.deleted_at is null
      and ${isAsked(asked)}`);
  const found = new Map<string, Found>();
  for (const row of rows) {
    const { id, name, version, content } = row;
    const usable: Usable = { version, content, compiled: new Map() };
    const known = found.get(name);
    const template: Found = {
      id: toPublicId(templatePrefix, id),
      name,
      latest: row.is_latest ? usable : (known?.latest ?? usable),
      approved: row.is_approved ? usable : known?.approved,
    };
    // No name begins as an id does.
    found.set(template.name, template);
    found.set(template.id, template);
  }
  return found;
}

const isAsked = (asked: readonly string[]): SQL => {
  const ids = asked.flatMap((text) => fromPublicId(templatePrefix, text) ?? []);
  return sql`(t.name = any(${sql.param(asked)}::text[])
    or t.id = any(${sql.param(ids)}::uuid[]))`;
};

const refused = (
  code: Extract<GatewayResult<never>, { ok: false }>["error"]["code"],
  path?: string,
  detail?: string,
): GatewayResult<never> => ({
  ok: false,
  error: {
    code,
    ...(path !== undefined && { path }),
    ...(detail !== undefined && { detail }),
  },
});
