import { listContacts } from "../contacts/list.ts";
import type { ContactPage } from "../contacts/schemas.ts";
import type { OutreachContext } from "../context.ts";
import type { OutreachResult } from "../problems.ts";
import { createGroup } from "./create.ts";
import { addMembers, removeMembers } from "./members.ts";
import { listGroups, readGroup } from "./read.ts";
import { removeGroup } from "./remove.ts";
import type {
  Group,
  GroupBody,
  GroupList,
  GroupPatch,
  MembersBody,
  MembersReply,
} from "./schemas.ts";
import { updateGroup } from "./update.ts";

/** Contacts under names. Ids are those from outside. */
export interface Groups {
  create(organizationId: string, body: GroupBody): Promise<OutreachResult<Group>>;
  read(organizationId: string, id: string): Promise<OutreachResult<Group>>;
  list(organizationId: string): Promise<GroupList>;
  update(organizationId: string, id: string, patch: GroupPatch): Promise<OutreachResult<Group>>;
  remove(organizationId: string, id: string): Promise<OutreachResult<undefined>>;
  /** One page of its contacts, the newest contact first. */
  members(
    organizationId: string,
    id: string,
    page: { readonly limit?: number; readonly cursor?: string },
  ): Promise<OutreachResult<ContactPage>>;
  addMembers(
    organizationId: string,
    id: string,
    body: MembersBody,
  ): Promise<OutreachResult<MembersReply>>;
  removeMembers(
    organizationId: string,
    id: string,
    body: MembersBody,
  ): Promise<OutreachResult<MembersReply>>;
}

/** @param as the context as an organization may see it */
export const groupsOf = (as: (organizationId: string) => OutreachContext): Groups => ({
  create: (organizationId, body) => createGroup(as(organizationId), organizationId, body),
  read: (organizationId, id) => readGroup(as(organizationId), organizationId, id),
  list: (organizationId) => listGroups(as(organizationId), organizationId),
  update: (organizationId, id, patch) => updateGroup(as(organizationId), organizationId, id, patch),
  remove: (organizationId, id) => removeGroup(as(organizationId), organizationId, id),
  members: async (organizationId, id, page) => {
    const group = await readGroup(as(organizationId), organizationId, id);
    return group.ok
      ? listContacts(as(organizationId), organizationId, { ...page, group: id })
      : group;
  },
  addMembers: (organizationId, id, body) =>
    addMembers(as(organizationId), organizationId, id, body),
  removeMembers: (organizationId, id, body) =>
    removeMembers(as(organizationId), organizationId, id, body),
});
