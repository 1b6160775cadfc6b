import type { SendError, SendErrorCode } from "./errors.ts";
import type { SendFailure, SendRejected, SendUnknown } from "./provider.ts";

type Detail = Omit<SendError, "code" | "provider">;

/** The provider surely did not take the message. */
export const rejected = (
  provider: string,
  code: SendErrorCode,
  detail: Detail = {},
): SendRejected => ({ kind: "rejected", error: { code, provider, ...detail } });

/** The message may have been sent. */
export const unknown = (
  provider: string,
  code: SendErrorCode,
  detail: Detail = {},
): SendUnknown => ({ kind: "unknown", error: { code, provider, ...detail } });

/** Whether a step ended in a failure, rather than with a value to go on with. */
export const isFailure = (value: { readonly kind?: unknown }): value is SendFailure =>
  value.kind === "rejected" || value.kind === "unknown";
