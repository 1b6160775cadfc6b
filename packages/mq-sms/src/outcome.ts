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

/** Tells an outcome that ended the attempt from whatever else a step may hand on. */
export const isFailure = (value: { readonly kind?: unknown }): value is SendFailure =>
  value.kind === "rejected" || value.kind === "unknown";
