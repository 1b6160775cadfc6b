/** Who sends a message: for budgets of keys, and for whoever asks later whose it was. */
export interface SentBy {
  /** Of the API key. */
  readonly keyId?: string | undefined;
  /** Of whoever was signed in: `usr_…`. */
  readonly user?: string | undefined;
}
