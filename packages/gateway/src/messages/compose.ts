import type { SmsCategory } from "mq-sms";
import type { MessageTemplate } from "../ledger/tables.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import type { SendBody } from "./schemas.ts";

/** What the text of a message is made of: its `body`, or a template and values for its variables. */
export type TextRequest = Pick<
  SendBody,
  "to" | "category" | "body" | "template" | "language" | "variables"
>;

/** A text, and where it comes from. */
export interface ComposedText {
  readonly body: string;
  /** What the message is for; the request's own where it is absent. */
  readonly category?: SmsCategory | undefined;
  /** The version that was used; absent where the text was given as it is. */
  readonly template?: MessageTemplate | undefined;
}

/**
 * Makes the texts of an organization's messages, in the order asked for. It also sees texts that were
 * given as they are, because it may refuse them.
 */
export type ComposeTexts = (
  organizationId: string,
  requests: readonly TextRequest[],
) => Promise<readonly GatewayResult<ComposedText>[]>;

/** A request whose text is known. */
export type WrittenMessage = Omit<
  SendBody,
  "body" | "category" | "template" | "language" | "variables"
> &
  ComposedText;

/** Requests with their texts, each for itself. */
export async function writeMessages(
  { composeTexts }: { readonly composeTexts: ComposeTexts },
  organizationId: string,
  inputs: readonly SendBody[],
): Promise<readonly GatewayResult<WrittenMessage>[]> {
  const refusals = inputs.map(refusalOfText);
  const composed = await composeTexts(
    organizationId,
    inputs.filter((_, index) => refusals[index] === undefined),
  );
  const texts = composed.values();
  return inputs.map((input, index) => {
    const refusal = refusals[index];
    if (refusal !== undefined) return refusal;
    const text = texts.next().value;
    if (text === undefined) throw new Error("Fewer texts were composed than asked for");
    return text.ok ? done(withText(input, text.value)) : text;
  });
}

/** The template's version takes the place of what was asked for. */
const withText = (
  input: SendBody,
  { body, category = input.category, template }: ComposedText,
): WrittenMessage => ({ ...input, body, category, template });

/** The same for one. */
export async function writeMessage(
  context: { readonly composeTexts: ComposeTexts },
  organizationId: string,
  input: SendBody,
): Promise<GatewayResult<WrittenMessage>> {
  const [written] = await writeMessages(context, organizationId, [input]);
  if (written === undefined) throw new Error("Nothing was composed");
  return written;
}

/** Where nobody keeps templates: texts are what was given. */
export const textsAsGiven: ComposeTexts = async (_, requests) =>
  requests.map(({ body }) =>
    body === undefined ? refused("template_not_found", { path: "/template" }) : done({ body }),
  );

/** A text is given in exactly one way. */
function refusalOfText({ body, template, language, variables }: SendBody) {
  const refuse = (path: string, detail: string) => refused("invalid_text", { path, detail });
  if (body === undefined && template === undefined)
    return refuse("/body", "A `body` is required, or a `template`.");
  if (template !== undefined)
    return body === undefined
      ? undefined
      : refuse("/body", "Either a `body` or a `template`, not both.");
  if (language !== undefined) return refuse("/language", "Goes with a `template` only.");
  if (variables !== undefined) return refuse("/variables", "Go with a `template` only.");
  return undefined;
}
