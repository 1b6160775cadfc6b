import type { MessageOptions } from "../ledger/tables.ts";

/** Who sends a message: for budgets of keys, and for whoever asks later whose it was. */
export interface SentBy {
  /** Of the API key. */
  readonly keyId?: string | undefined;
  /** Of whoever was signed in: `usr_…`. */
  readonly user?: string | undefined;
}

/** The message as it is theirs. */
export const ownedBy = <Message extends { readonly options?: MessageOptions | undefined }>(
  message: Message,
  { keyId, user }: SentBy = {},
) => ({
  ...message,
  keyId,
  options: user === undefined ? message.options : { ...message.options, user },
});
