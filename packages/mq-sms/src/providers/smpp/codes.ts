import type { SendErrorCode } from "../../errors.ts";

/** What a command status means to us. */
export interface SmppStatus {
  /** As SMPP 3.4 names it, without `ESME_`. */
  readonly name: string;
  readonly outcome: "rejected" | "unknown";
  readonly error: SendErrorCode;
}

const refused = (error: SendErrorCode, name: string): SmppStatus => ({
  name,
  outcome: "rejected",
  error,
});
const unclear = (error: SendErrorCode, name: string): SmppStatus => ({
  name,
  outcome: "unknown",
  error,
});

/** Command statuses except 0 (SMPP 3.4, table 5-2; from 0x100 on, 5.0). */
export const smppStatuses: Readonly<Record<number, SmppStatus>> = {
  1: refused("message_too_long", "RINVMSGLEN"),
  2: refused("bad_request", "RINVCMDLEN"),
  3: refused("bad_request", "RINVCMDID"),
  4: refused("unavailable", "RINVBNDSTS"),
  5: refused("unavailable", "RALYBND"),
  6: refused("bad_request", "RINVPRTFLG"),
  7: refused("bad_request", "RINVREGDLVFLG"),
  8: unclear("provider_error", "RSYSERR"),
  10: refused("bad_sender", "RINVSRCADR"),
  11: refused("invalid_recipient", "RINVDSTADR"),
  12: refused("bad_request", "RINVMSGID"),
  13: refused("bad_credentials", "RBINDFAIL"),
  14: refused("bad_credentials", "RINVPASWD"),
  15: refused("bad_credentials", "RINVSYSID"),
  17: refused("bad_request", "RCANCELFAIL"),
  19: refused("bad_request", "RREPLACEFAIL"),
  20: refused("throttled", "RMSGQFUL"),
  21: refused("bad_request", "RINVSERTYP"),
  51: refused("bad_request", "RINVNUMDESTS"),
  52: refused("bad_request", "RINVDLNAME"),
  64: refused("bad_request", "RINVDESTFLAG"),
  66: refused("bad_request", "RINVSUBREP"),
  67: refused("bad_request", "RINVESMCLASS"),
  68: refused("bad_request", "RCNTSUBDL"),
  // Most providers did not send, and nobody promises it.
  69: unclear("provider_error", "RSUBMITFAIL"),
  72: refused("bad_sender", "RINVSRCTON"),
  73: refused("bad_sender", "RINVSRCNPI"),
  80: refused("bad_request", "RINVDSTTON"),
  81: refused("bad_request", "RINVDSTNPI"),
  83: refused("bad_credentials", "RINVSYSTYP"),
  84: refused("bad_request", "RINVREPFLAG"),
  85: refused("bad_request", "RINVNUMMSGS"),
  88: refused("throttled", "RTHROTTLED"),
  97: refused("bad_request", "RINVSCHED"),
  98: refused("bad_request", "RINVEXPIRY"),
  99: refused("bad_request", "RINVDFTMSGID"),
  100: refused("unavailable", "RX_T_APPN"),
  101: refused("bad_content", "RX_P_APPN"),
  102: refused("bad_content", "RX_R_APPN"),
  103: refused("bad_request", "RQUERYFAIL"),
  192: refused("bad_request", "RINVOPTPARSTREAM"),
  193: refused("bad_request", "ROPTPARNOTALLWD"),
  194: refused("bad_request", "RINVPARLEN"),
  195: refused("bad_request", "RMISSINGOPTPARAM"),
  196: refused("bad_request", "RINVOPTPARAMVAL"),
  254: refused("invalid_recipient", "RDELIVERYFAILURE"),
  255: unclear("provider_error", "RUNKNOWNERR"),
  256: refused("account_disabled", "RSERTYPUNAUTH"),
  257: refused("account_disabled", "RPROHIBITED"),
  258: refused("unavailable", "RSERTYPUNAVAIL"),
  259: refused("account_disabled", "RSERTYPDENIED"),
  260: refused("bad_content", "RINVDCS"),
  261: refused("bad_request", "RINVSRCADDRSUBUNIT"),
  262: refused("bad_request", "RINVDSTADDRSUBUNIT"),
  263: refused("bad_request", "RINVBCASTFREQINT"),
  264: refused("bad_request", "RINVBCASTALIAS_NAME"),
  265: refused("bad_request", "RINVBCASTAREAFMT"),
  266: refused("bad_request", "RINVNUMBCAST_AREAS"),
  267: refused("bad_request", "RINVBCASTCNTTYPE"),
  268: refused("bad_request", "RINVBCASTMSGCLASS"),
  269: refused("bad_request", "RBCASTFAIL"),
  270: refused("bad_request", "RBCASTQUERYFAIL"),
  271: refused("bad_request", "RBCASTCANCELFAIL"),
  272: refused("bad_request", "RINVBCAST_REP"),
  273: refused("bad_request", "RINVBCASTSRVGRP"),
  274: refused("bad_request", "RINVBCASTCHANIND"),
};

/** Any status that is in no table, the providers' own from 0x400 to 0x4FF among them. */
export const unlistedStatus: SmppStatus = unclear("unrecognized_code", "unlisted");

/** A status as it is written down: `0x58`. */
export const hexOf = (status: number): string => `0x${status.toString(16).padStart(2, "0")}`;
