/** The command statuses that this SMSC gives or is asked to give, by their names in SMPP 3.4. */
export const statuses = {
  ROK: 0x00,
  INVMSGLEN: 0x01,
  INVCMDLEN: 0x02,
  INVCMDID: 0x03,
  INVBNDSTS: 0x04,
  ALYBND: 0x05,
  SYSERR: 0x08,
  INVSRCADR: 0x0a,
  INVDSTADR: 0x0b,
  INVPASWD: 0x0e,
  INVSYSID: 0x0f,
  CANCELFAIL: 0x11,
  MSGQFUL: 0x14,
  SUBMITFAIL: 0x45,
  THROTTLED: 0x58,
  X_T_APPN: 0x64,
  QUERYFAIL: 0x67,
} as const;

const names = new Map<number, string>(
  Object.entries(statuses).map(([name, value]) => [value, name]),
);

/** The name of a status; in hex where it has none here. */
export const statusName = (status: number): string =>
  names.get(status) ?? `0x${status.toString(16).padStart(8, "0")}`;
