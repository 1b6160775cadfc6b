import { Category, Language, VariableValues } from "@nx/gateway";
import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;
/** Most templates, or versions, of one page. */
export const mostTemplates = 100;

const VariableName = Type.String({
  pattern: "^[A-Za-z][A-Za-z0-9_]{0,39}$",
  description: "As it stands in the text: `{{name}}`.",
  examples: ["amount"],
});

/** What a value must look like. */
export const VariableKind = Type.Union(
  [Type.Literal("text"), Type.Literal("number"), Type.Literal("date"), Type.Literal("url")],
  {
    description:
      "`number`: digits with their separators; `date`: 2026-11-30 or 30/11/2026; `url`: http or https.",
  },
);

/** A place of a text that is filled for each recipient. */
export const TemplateVariable = Type.Object(
  {
    name: VariableName,
    kind: VariableKind,
    maxLength: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: "Characters; longer values are refused, never cut.",
    }),
    required: Type.Boolean({ description: "Whether a value must be given." }),
    default: Type.Optional(
      Type.String({ maxLength: 1000, description: "Where no value is given." }),
    ),
    example: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  strict,
);
export type TemplateVariable = Static<typeof TemplateVariable>;

/** The text in one language. */
export const TemplateText = Type.Object(
  {
    language: Language,
    body: Type.String({
      minLength: 1,
      maxLength: 1600,
      description: "The text with its variables: `{{name}}`.",
      examples: ["Chao {{name}}, hoc phi thang {{month}}: {{amount}} dong."],
    }),
  },
  strict,
);
export type TemplateText = Static<typeof TemplateText>;

const Dlt = Type.Object(
  {
    entityId: Type.String({ pattern: "^\\d{1,30}$", examples: ["1101234567890123456"] }),
    templateId: Type.String({ pattern: "^\\d{1,30}$", examples: ["1107123456789012345"] }),
    header: Type.String({ pattern: "^[A-Za-z0-9]{1,11}$", examples: ["SCHOOL"] }),
  },
  { ...strict, description: "How it is registered where the law asks for it (DLT of India)." },
);

const contentFields = {
  category: Category,
  variables: Type.Array(TemplateVariable, { maxItems: 50 }),
  texts: Type.Array(TemplateText, {
    minItems: 1,
    maxItems: 20,
    description: "One for each language; the first stands in for languages that are missing.",
  }),
  dlt: Type.Optional(Dlt),
};

/** What a version of a template says. */
export const TemplateContent = Type.Object(contentFields, strict);
export type TemplateContent = Static<typeof TemplateContent>;

/** A new template. */
export const TemplateBody = Type.Object(
  {
    name: Type.String({
      pattern: "^(?!tpl_)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
      description: "Unique in the organization.",
      examples: ["fee-reminder"],
    }),
    ...contentFields,
  },
  strict,
);
export type TemplateBody = Static<typeof TemplateBody>;

/** What is to be different from the next version on; the rest stays. */
export const TemplateChange = Type.Object(
  {
    ...Type.Partial(TemplateContent).properties,
    dlt: Type.Optional(Type.Union([Dlt, Type.Null()], { description: "Null takes it away." })),
  },
  { ...strict, minProperties: 1 },
);
export type TemplateChange = Static<typeof TemplateChange>;

/** How far a version is on its way to be approved. */
export const Approval = Type.Union([
  Type.Literal("draft"),
  Type.Literal("submitted"),
  Type.Literal("approved"),
  Type.Literal("rejected"),
]);
export type Approval = Static<typeof Approval>;

const Encoding = Type.Union([Type.Literal("GSM-7"), Type.Literal("UCS-2")]);
const Cost = Type.Object({ encoding: Encoding, segments: Type.Integer({ minimum: 1 }) }, strict);

/** What the text of a language costs on the air, before anybody is written to. */
export const TextLint = Type.Object(
  {
    language: Type.String(),
    plain: Type.Object(Cost.properties, {
      ...strict,
      description: "With the longest values, of letters that GSM-7 has.",
    }),
    worst: Type.Object(Cost.properties, {
      ...strict,
      description: "With the longest and dearest values that may be given.",
    }),
    tooLong: Type.Boolean({ description: "The worst is more than may be sent." }),
    offending: Type.Array(
      Type.Object({ character: Type.String(), index: Type.Integer({ minimum: 0 }) }, strict),
      { description: "Characters of the text itself that make it Unicode." },
    ),
    suggestion: Type.Optional(
      Type.Object(
        { body: Type.String(), segments: Type.Integer(), saved: Type.Integer() },
        { ...strict, description: "The same without Vietnamese accents, with plain values." },
      ),
    ),
  },
  strict,
);
export type TextLint = Static<typeof TextLint>;

/** A version of a template. */
export const TemplateVersion = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    approval: Approval,
    ...contentFields,
    lint: Type.Array(TextLint, { description: "For each text." }),
    createdBy: Type.String({ examples: ["user:usr_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    createdAt: Type.String(),
    submittedBy: Type.Optional(Type.String()),
    submittedAt: Type.Optional(Type.String()),
    decidedBy: Type.Optional(Type.String()),
    decidedAt: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String({ description: "Why it was rejected." })),
  },
  strict,
);
export type TemplateVersion = Static<typeof TemplateVersion>;

/** A template as its latest version is. */
export const TemplateView = Type.Object(
  {
    id: Type.String({ examples: ["tpl_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    approvedVersion: Type.Optional(
      Type.Integer({ description: "The latest one that is approved." }),
    ),
    ...TemplateVersion.properties,
    updatedAt: Type.String(),
  },
  strict,
);
export type TemplateView = Static<typeof TemplateView>;

/** Which page. */
export const TemplateQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostTemplates, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type TemplateQuery = Static<typeof TemplateQuery>;

const page = { nextCursor: Type.Optional(Type.String()), hasMore: Type.Boolean() };

/** One page of templates, the newest first. */
export const TemplatePage = Type.Object({ data: Type.Array(TemplateView), ...page }, strict);
export type TemplatePage = Static<typeof TemplatePage>;

/** One page of a template's versions, the latest first. */
export const VersionPage = Type.Object({ data: Type.Array(TemplateVersion), ...page }, strict);
export type VersionPage = Static<typeof VersionPage>;

const version = Type.Integer({ minimum: 1, maximum: 2_000_000_000 });

/** Which version: whoever decides about one has read that one. */
export const VersionChoice = Type.Object({ version }, strict);
export type VersionChoice = Static<typeof VersionChoice>;

/** Which version is rejected, and why. */
export const Rejection = Type.Object(
  { version, reason: Type.String({ minLength: 1, maxLength: 500, pattern: "^[^\\0]*$" }) },
  strict,
);
export type Rejection = Static<typeof Rejection>;

/** What a template is to be shown with. */
export const PreviewBody = Type.Object(
  {
    version: Type.Optional(Type.Integer({ ...version, description: "The latest if absent." })),
    language: Type.Optional(Language),
    variables: Type.Optional(VariableValues),
  },
  strict,
);
export type PreviewBody = Static<typeof PreviewBody>;

/** A template as a phone would show it. */
export const TemplatePreview = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    language: Type.String(),
    text: Type.String(),
    encoding: Encoding,
    segments: Type.Integer({ minimum: 1 }),
    unitsLeft: Type.Integer({ minimum: 0 }),
    offending: Type.Array(
      Type.Object({ character: Type.String(), index: Type.Integer({ minimum: 0 }) }, strict),
      { description: "Characters that make the text Unicode." },
    ),
  },
  strict,
);
export type TemplatePreview = Static<typeof TemplatePreview>;
