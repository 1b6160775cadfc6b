export { type RowIdentity, seal, unseal } from "./cipher.ts";
export { findHeldKey, type HeldKeyName, heldKey } from "./held-keys.ts";
export {
  createKeyring,
  type KeyEncryptionKey,
  type Keyring,
  type KeyringResult,
} from "./keyring.ts";
export { type RewrapResult, rewrap } from "./rewrap.ts";
export {
  createSecrets,
  type DecryptResult,
  type EncryptedSecret,
  type EncryptResult,
  type SecretFailure,
  type Secrets,
} from "./secrets.ts";
