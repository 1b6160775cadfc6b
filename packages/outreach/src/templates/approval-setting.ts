import { type Config, defineSetting, isTestOrganization } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";

/** Where only approved templates are sent. */
const TemplateApproval = Type.Object({
  requireApproval: Type.Boolean({
    title: "Only approved templates",
    description: "Nothing but approved templates is sent, unless it is promotional.",
    default: false,
  }),
  countries: Type.Array(Type.String({ pattern: "^[A-Z]{2}$" }), {
    title: "Countries",
    description: "Where that holds (ISO 3166-1, for example IN); everywhere if there are none.",
    default: [],
    maxItems: 250,
  }),
});
export type TemplateApproval = Static<typeof TemplateApproval>;

export const templateApprovalSetting = defineSetting({
  group: "TEMPLATES",
  key: "approval",
  title: "Approval of templates",
  description: "Where only texts that were approved may be sent.",
  schema: TemplateApproval,
});

/** An organization's rule of approval; `undefined` where it is not known at the moment. */
export type TemplateApprovalOf = (organizationId: string) => TemplateApproval | undefined;

/** What holds where nothing else is said. */
export const noApproval: TemplateApproval = { requireApproval: false, countries: [] };

/**
 * Reads each organization's rule from the configuration, as it is at that moment. Test twins have none:
 * what they send reaches nobody, and nobody is there to approve it.
 */
export const templateApprovalOf =
  (config: Pick<Config, "read">): TemplateApprovalOf =>
  (organizationId) => {
    if (isTestOrganization(organizationId)) return noApproval;
    const reading = config.read(templateApprovalSetting, { organization: organizationId });
    return reading.state === "ok" ? reading.value : undefined;
  };
