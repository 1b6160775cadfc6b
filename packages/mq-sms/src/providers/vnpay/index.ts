export { createCipher, type PayloadCipher, type Plaintext } from "./ciphers.ts";
export { type VnpayStatus, vnpayStatuses } from "./constants.ts";
export type { VnpayEncryption } from "./encryption-settings.ts";
export {
  type VnpayListItem,
  type VnpayResponse,
  type VnpaySingleRequest,
  vnpayListItem,
  vnpayResponse,
  vnpaySingleRequest,
} from "./models.ts";
export { createNetworkMemory } from "./network-memory.ts";
export { type VietnameseNetworkId, vietnameseNetwork, vietnameseNetworks } from "./networks.ts";
export { createVnpayProvider, vnpay } from "./provider.ts";
export { type PreparedSms, prepareSms, toListItem, toSingleRequest } from "./request.ts";
export { type TMQSMSClientConfig, vnpaySettings } from "./settings.ts";
