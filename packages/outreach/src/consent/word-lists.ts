/** Words that say one thing, in one language. */
export interface WordList {
  readonly language: string;
  readonly stop: readonly string[];
  readonly start: readonly string[];
  readonly help: readonly string[];
}

/**
 * What people write to end, or begin again, what is sent to them. Each is understood whatever the
 * language of the person or of the country. The English ones are those that carriers and the FCC
 * name. YES and its like are missing on purpose: they answer questions.
 */
export const wordLists: readonly WordList[] = [
  {
    language: "en",
    stop: [
      ...["STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE"],
      ...["OPTOUT", "OPT OUT"],
    ],
    start: ["START", "UNSTOP", "OPTIN", "OPT IN"],
    help: ["HELP", "INFO"],
  },
  {
    language: "vi",
    stop: ["HỦY", "HUỶ", "TỪ CHỐI", "TC", "NGỪNG", "NGƯNG", "DỪNG"],
    start: ["ĐĂNG KÝ", "ĐĂNG KÍ", "DK", "BẮT ĐẦU"],
    help: ["TRỢ GIÚP", "TG", "HƯỚNG DẪN", "HD"],
  },
  {
    language: "fr",
    stop: ["ARRÊT", "ARRÊTER", "DÉSABONNER"],
    start: [],
    help: ["AIDE"],
  },
  {
    language: "es",
    stop: ["ALTO", "BAJA", "PARAR", "CANCELAR"],
    start: ["INICIAR"],
    help: ["AYUDA"],
  },
  {
    language: "pt",
    stop: ["SAIR", "PARE"],
    start: [],
    help: ["AJUDA"],
  },
  {
    language: "sw",
    stop: ["SITISHA", "ACHA"],
    start: ["ANZA"],
    help: ["MSAADA"],
  },
];
