import { rejected } from "../../outcome.ts";
import type { OutboundSms, SendRejected } from "../../provider.ts";
import { isGsm7 } from "../../text/gsm7.ts";
import { stripVietnamese } from "../../text/strip-vietnamese.ts";
import { maxMessageIdLength, vnpayKind } from "./constants.ts";
import type { VnpayListItem, VnpaySingleRequest } from "./models.ts";
import type { TMQSMSClientConfig } from "./settings.ts";

/** A message that the gateway could take, in the gateway's own terms. */
export interface PreparedSms {
  readonly kind: "prepared";
  readonly message: OutboundSms;
  readonly messageId: string;
  readonly destination: string;
  /** As it will be read on the phone. */
  readonly text: string;
}

/** Reshapes a message for the gateway, or refuses what the gateway is known not to take. */
export function prepareSms(
  config: TMQSMSClientConfig,
  message: OutboundSms,
): PreparedSms | SendRejected {
  const national = /^\+84([35789]\d{8})$/.exec(message.to)?.[1];
  if (national === undefined) {
    return rejected(vnpayKind, message.to.startsWith("+84") ? "invalid_recipient" : "no_route");
  }
  const messageId = message.id.replaceAll("-", "");
  if (messageId === "" || messageId.length > maxMessageIdLength) {
    return rejected(vnpayKind, "bad_request");
  }
  const text = prepareText(config, message.text);
  if (text === "") return rejected(vnpayKind, "bad_content");
  if (text.length > config.text.maxLength) return rejected(vnpayKind, "message_too_long");
  if (config.text.unaccented && !isGsm7(text)) return rejected(vnpayKind, "unicode_not_supported");
  return {
    kind: "prepared",
    message,
    messageId,
    destination: `${config.numberFormat}${national}`,
    text,
  };
}

/** The text as the account's route carries it. */
export const prepareText = (config: TMQSMSClientConfig, text: string): string =>
  config.text.unaccented ? stripVietnamese(text) : text.normalize("NFC");

/** One message as the list call takes it. */
export const toListItem = (
  config: TMQSMSClientConfig,
  sms: PreparedSms,
  now: Date,
): VnpayListItem => ({
  messageId: sms.messageId,
  destination: sms.destination,
  sender: sms.message.from ?? config.sender,
  keyword: config.keyword,
  shortMessage: sms.text,
  requestTime: config.requestTimeUnit === "ms" ? now.getTime() : Math.floor(now.getTime() / 1000),
});

/** One message as the single call takes it; encrypted when a ciphertext is given. */
export const toSingleRequest = (
  config: TMQSMSClientConfig,
  sms: PreparedSms,
  now: Date,
  ciphertext?: string,
): VnpaySingleRequest => ({
  ...toListItem(config, sms, now),
  ...(ciphertext === undefined
    ? { encryptMessage: "", isEncrypt: 0 }
    : {
        shortMessage: plainField[config.encryption.shortMessage](sms.text),
        encryptMessage: ciphertext,
        isEncrypt: 1,
      }),
  type: config.type,
});

type PlainField = TMQSMSClientConfig["encryption"]["shortMessage"];

const plainField: Record<PlainField, (text: string) => string> = {
  masked: (text) => text.replace(/\d/g, "*"),
  plain: (text) => text,
  empty: () => "",
};
