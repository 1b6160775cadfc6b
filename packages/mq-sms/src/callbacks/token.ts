import { Type } from "@sinclair/typebox";
import { type CallbackRefused, refuse } from "./facts.ts";
import { type CallbackRequest, maxCallbackBytes } from "./request.ts";
import { isSameSecret } from "./secrets.ts";

/** The setting of every provider that calls back and does not sign. */
export const callbackTokenField = Type.Optional(
  Type.String({
    pattern: "^[A-Za-z0-9_-]{22,128}$",
    secret: true,
    title: "Callback token",
    description:
      "Secret part of the callback addresses, at least 22 random letters and digits. Without it callbacks are refused.",
  }),
);

/**
 * Why a callback with a secret path is not to be believed; `undefined` when the path is right. Such
 * a provider signs nothing, so this is all that there is to verify.
 */
export function refuseByToken(
  secret: string | undefined,
  request: CallbackRequest,
): CallbackRefused | undefined {
  if (secret === undefined) return refuse("not_configured");
  if (request.body.byteLength > maxCallbackBytes) return refuse("too_large");
  if (request.token === undefined) return refuse("unsigned");
  return isSameSecret(request.token, secret) ? undefined : refuse("bad_signature");
}
