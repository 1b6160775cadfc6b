/** What the organization of a fault sends with, and what it verifies webhooks with. */
export interface Organization {
  readonly key: string;
  readonly webhookSecret: string;
}

interface Wanted {
  readonly operatorToken: string;
  /** Where it is told what happens. */
  readonly webhookUrl: string;
  /** Of these types alone. */
  readonly types?: readonly string[] | undefined;
  /** For so many messages of one segment it has paid; plenty where it is absent. */
  readonly credit?: number | undefined;
  /** Messages a second that the provider takes. */
  readonly rate?: number | undefined;
}

const currency = "USD";
/** Not what the provider's lookups tell: those correct what was charged. */
const hundredths = { perSegment: "0.01", of: (messages: number) => (messages / 100).toFixed(2) };
const plenty = 1_000_000;
const limits = { perMinute: 100_000, perDay: plenty };

/**
 * Gives the organization, through one API, all that stands between a request and a message: a key, limits
 * that count and refuse nobody, prices, prepaid credit, a budget, and an endpoint for all events. Resolves
 * when every process knows of it.
 */
export async function prepareOrganization(
  api: string,
  { operatorToken, webhookUrl, types, credit = plenty, rate }: Wanted,
): Promise<Organization> {
  const tell = async (method: string, path: string, body: object): Promise<string> => {
    const reply = await fetch(`${api}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} was refused: ${text}`);
    return text;
  };
  await tell("PATCH", "/settings/LIMITS/rates", {
    enabled: true,
    organization: limits,
    global: { perSecond: plenty },
  });
  if (rate !== undefined)
    await tell("PATCH", "/settings/INTEGRATION/sms", {
      limits: [{ provider: "twilio", perSecond: rate, window: 64 }],
    });
  await tell("PUT", "/rate-card", { currency, rates: [{ perSegment: hundredths.perSegment }] });
  const paid = { amount: hundredths.of(credit), currency };
  await tell("POST", "/credit/top-ups", { ...paid, reference: "faults" });
  await tell("POST", "/budgets", {
    ...{ name: "Month", period: "month", amount: hundredths.of(plenty), currency },
  });
  const endpoint = await tell("POST", "/webhooks", {
    url: webhookUrl,
    ...(types && { types }),
  });
  const created = await tell("POST", "/api-keys", {
    ...{
      kind: "sk_live",
      name: "Faults",
      scopes: ["sms:send", "sms:read", "contacts:write", "campaigns:*"],
      limits,
    },
  });
  // Every process uses new settings within a second.
  await Bun.sleep(1000);
  return { key: field(created, "key"), webhookSecret: field(endpoint, "secret") };
}

function field(text: string, name: string): string {
  const json: unknown = JSON.parse(text);
  const value =
    typeof json === "object" && json !== null ? new Map(Object.entries(json)).get(name) : undefined;
  if (typeof value !== "string") throw new Error(`The reply has no ${name}`);
  return value;
}
