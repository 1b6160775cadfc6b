import { segments } from "mq-sms";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { compileTemplate } from "./compile.ts";
import { readVersion } from "./read.ts";
import type { PreviewBody, TemplatePreview } from "./schemas.ts";
import { unknownValue } from "./unknown-value.ts";

/** A template as a phone would show it with these values. */
export async function previewTemplate(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  { version, language: asked, variables = {} }: PreviewBody,
): Promise<OutreachResult<TemplatePreview>> {
  const found = await readVersion({ database }, organizationId, publicId, version);
  if (found === undefined) return refused("template_not_found");
  const { language, render } = compileTemplate(found.content, asked);
  const rendered = unknownValue(found.content, variables) ?? render(variables);
  if (!rendered.ok) {
    const { code, variable, detail } = rendered;
    return refused(code, { path: `/variables/${variable}`, detail });
  }
  const { encoding, segments: count, unitsLeft, offending } = segments(rendered.text);
  return done({
    version: found.version,
    language,
    text: rendered.text,
    encoding,
    segments: count,
    unitsLeft,
    offending: offending.map(({ character, index }) => ({ character, index })),
  });
}
