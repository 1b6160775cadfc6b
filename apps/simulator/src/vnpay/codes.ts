/**
 * Status codes of the gateway with the text that goes into `description`. The texts of 86 and 97
 * were seen; the others follow their style.
 */
export const codes: Readonly<Record<string, string>> = {
  "00": "SUCCESS",
  "01": "INVALID_PHONE_NUMBER",
  "02": "INVALID_LENGTH",
  "04": "INVALID_CREDENTIALS",
  "05": "TELCO_CONNECTION_LOST",
  "06": "IP_NOT_ALLOWED",
  "07": "MO_NOT_FOUND",
  "08": "TIMEOUT",
  "11": "INVALID_MESSAGE_TYPE",
  "12": "UNICODE_NOT_SUPPORTED",
  "14": "TOO_MANY_MESSAGES",
  "15": "INVALID_SIGNATURE",
  "80": "PARTNER_NOT_FOUND",
  "81": "PARTNER_NOT_SUPPORTED",
  "83": "TELCO_NOT_SUPPORTED",
  "84": "SERVICE_NOT_ROUTED",
  "85": "INVALID_SENDER",
  "86": "INVALID_KEYWORD",
  "87": "INVALID_TEMPLATE",
  "88": "VIETTEL_MESSAGE_NOT_ENCRYPTED",
  "89": "NOT_VIETTEL_MESSAGE_ENCRYPTED",
  "90": "DUPLICATE_MESSAGE",
  "97": "INVALID_DATA",
  "99": "EXCEPTION",
};
