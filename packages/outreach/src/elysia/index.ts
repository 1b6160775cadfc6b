<<<<<<< HEAD
export { contactsController } from "./contacts.ts";
export { groupsController } from "./groups.ts";
=======
export { importsController } from "./imports.ts";
>>>>>>> o-csv
export { type OutreachControllerOptions, unwrap } from "./options.ts";
export { segmentsController } from "./segments.ts";
