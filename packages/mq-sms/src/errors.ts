/** What a failed send means for whoever has to decide the next step. */
export interface SendErrorMeaning {
  /** A later attempt at the same provider may succeed without anybody changing anything. */
  readonly retryable: boolean;
  /** Another provider could still deliver it. Counts for definite rejections only. */
  readonly mayFailOver: boolean;
  readonly fault: "recipient" | "message" | "account" | "provider" | "network" | "caller";
  /** The sentence that a customer may read. */
  readonly sentence: string;
}

const meaning = (
  fault: SendErrorMeaning["fault"],
  sentence: string,
  { retryable = false, mayFailOver = false } = {},
): SendErrorMeaning => ({ fault, sentence, retryable, mayFailOver });

/**
 * The closed list of send errors. One table per provider maps its codes onto these
 * (classes after `permanent-recipient`, `permanent-config`, `throttled`, `transient`, `ambiguous`).
 */
export const sendErrors = {
  invalid_recipient: meaning("recipient", "This phone number cannot receive the message."),
  blocked_recipient: meaning("recipient", "The network does not accept messages for this number."),
  opted_out: meaning("recipient", "The recipient asked not to receive messages."),
  handset_unreachable: meaning("recipient", "The phone is switched off or out of reach.", {
    retryable: true,
  }),
  no_route: meaning("account", "There is no route to this network.", { mayFailOver: true }),
  bad_content: meaning("message", "The text is not accepted by the provider."),
  unicode_not_supported: meaning("message", "The route does not carry accented text."),
  message_too_long: meaning("message", "The text is too long."),
  validity_expired: meaning("message", "The message was not delivered in time."),
  bad_sender: meaning("account", "The sender ID is not registered.", { mayFailOver: true }),
  bad_request: meaning("message", "The provider did not understand the request."),
  bad_credentials: meaning("account", "The provider refused the account.", { mayFailOver: true }),
  account_disabled: meaning("account", "The provider account is not active.", {
    mayFailOver: true,
  }),
  insufficient_balance: meaning("account", "The provider account has no balance.", {
    mayFailOver: true,
  }),
  encryption_mismatch: meaning("account", "The provider asked for another payload encryption.", {
    mayFailOver: true,
  }),
  duplicate: meaning("caller", "This message was already given to the provider."),
  throttled: meaning("provider", "The provider asked to slow down.", {
    retryable: true,
    mayFailOver: true,
  }),
  delivery_failed: meaning("network", "The network could not deliver the message.", {
    retryable: true,
    mayFailOver: true,
  }),
  unavailable: meaning("provider", "The provider cannot be reached.", {
    retryable: true,
    mayFailOver: true,
  }),
  cancelled: meaning("caller", "The send was cancelled before it left.", { retryable: true }),
  not_configured: meaning("account", "SMS sending is not configured."),
  timeout: meaning("network", "The provider did not answer in time."),
  connection_lost: meaning("network", "The connection broke before the provider answered."),
  unreadable_response: meaning("provider", "The provider's answer could not be read."),
  provider_error: meaning("provider", "The provider failed while it handled the message."),
  held_for_review: meaning("account", "The provider holds the message for a review."),
  unrecognized_code: meaning("provider", "The provider answered with a code that is not known.", {
    mayFailOver: true,
  }),
} as const satisfies Record<string, SendErrorMeaning>;

/** A code of the closed list. */
export type SendErrorCode = keyof typeof sendErrors;

/** Why a send was rejected, or why its outcome is unknown. Holds no text, number or secret. */
export interface SendError {
  readonly code: SendErrorCode;
  /** Kind of the provider that answered or could not be reached; `channel` when none was asked. */
  readonly provider: string;
  /** The provider's own code, for example VNPAY's `"86"`. */
  readonly providerCode?: string;
  readonly httpStatus?: number;
  /** How long the provider asked us to wait. */
  readonly retryAfterSeconds?: number;
}

/** Looks up what to do about an error: retry, fail over, whose fault, what to tell the customer. */
export const explainSendError = (error: Pick<SendError, "code">): SendErrorMeaning =>
  sendErrors[error.code];
