/** The user and group that a proxy runs as. */
export interface ProcessIds {
  readonly user: number;
  readonly group: number;
}

const proxyId = 1337;
const userRange = 'openshift.io/sa.scc.uid-range';
const groupRanges = 'openshift.io/sa.scc.supplemental-groups';

/** 1337, or on OpenShift what the annotations of the Namespace set apart for it: the last id of each first block (DEP-52). */
export function processIds(annotations: Readonly<Record<string, string>> | undefined): ProcessIds {
  const users = annotations?.[userRange];
  const groups = annotations?.[groupRanges];
  return { user: lastOf(users) ?? proxyId, group: lastOf(groups) ?? lastOf(users) ?? proxyId };
}

/** The last id of the first block, `<first>/<count>` or `<first>-<last>`; undefined for anything else. */
function lastOf(ranges: string | undefined): number | undefined {
  const block = /^(\d+)([/-])(\d+)$/.exec(ranges?.split(',', 1)[0]?.trim() ?? '');
  if (block === null) return undefined;
  const [, first, separator, second] = block;
  return separator === '/' ? Number(first) + Number(second) - 1 : Number(second);
}
