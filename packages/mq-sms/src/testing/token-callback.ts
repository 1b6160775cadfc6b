import type { CallbackPurpose, CallbackRequest } from "../callbacks/request.ts";

/** The secret part of the callback addresses of the tests' accounts. */
export const callbackToken = "0123456789abcdefghij_-XY";

/** A form that a provider posts to a secret path. */
export const tokenCallback = (
  purpose: CallbackPurpose,
  fields: Readonly<Record<string, string>>,
  token = callbackToken,
): CallbackRequest => ({
  purpose,
  method: "POST",
  url: `http://10.0.0.7:3000/in/account/${token}/${purpose}`,
  headers: new Headers({ "content-type": "application/x-www-form-urlencoded" }),
  body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
  token,
});
