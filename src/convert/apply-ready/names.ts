import { createHash } from 'node:crypto';
import { groupBy } from '../../model/group-by.ts';
import type { CrdName } from '../../model/kinds.ts';
import { labels, managedByGwx } from '../../model/names.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

/** The Istio kinds that are emitted. */
export type EmittedKind = 'DestinationRule' | 'Gateway' | 'ServiceEntry' | 'VirtualService';

/** Something that wants a name. */
export interface Nameable {
  readonly namespace: string;
  /** The name that istiod gives it, or would. */
  readonly mirrorName: string;
  /** What comes before the name so that it sorts where istiod has it (AF-91, AF-72). */
  readonly orderPrefix?: string;
  /** Asks for a hash although the name would be fine without (AF-72). */
  readonly hashed?: boolean;
}

interface KindRules {
  readonly crd: CrdName;
  /** Longest name in bytes. */
  readonly limit: number;
  /** A Gateway is named by one DNS label (AF-10). */
  readonly dots: boolean;
}

const rulesOfKind: Readonly<Record<EmittedKind, KindRules>> = {
  DestinationRule: { crd: 'destinationrules.networking.istio.io', limit: 253, dots: true },
  Gateway: { crd: 'gateways.networking.istio.io', limit: 63, dots: false },
  ServiceEntry: { crd: 'serviceentries.networking.istio.io', limit: 253, dots: true },
  VirtualService: { crd: 'virtualservices.networking.istio.io', limit: 253, dots: true },
};

const hashLength = 8;

/** Names that a cluster accepts, stable for each item whatever else is in the input, but for collisions (AF-10 to AF-14). */
export function nameAll<Item extends Nameable>(
  scope: ApplyReadyScope,
  kind: EmittedKind,
  items: readonly Item[],
): ReadonlyMap<Item, string> {
  const { crd, limit, dots } = rulesOfKind[kind];
  const taken = takenNames(scope, crd);
  const named = new Map<Item, string>();
  const bases = items.map((item) => {
    const readable = readableBase(item.mirrorName);
    const base = sanitize(readable, dots);
    return { item, base, changed: base !== readable };
  });
  for (const group of groupBy(bases, ({ item, base }) => `${item.namespace}/${base}`).values()) {
    const shared = new Set(group.map(({ item }) => item.mirrorName)).size > 1;
    for (const { item, base, changed } of group) {
      const full = `${item.orderPrefix ?? ''}${base}`;
      const exists = taken.has(`${item.namespace}/${full}`);
      const hash = changed || shared || exists || item.hashed === true || Buffer.byteLength(full) > limit;
      named.set(item, hash ? withHash(full, item, limit) : full);
    }
    if (shared) {
      const names = [...new Set(group.flatMap(({ item }) => named.get(item) ?? []))];
      const [{ base, item }] = group;
      scope.say(messages.sharedName({ base: `${item.namespace}/${base}`, names }));
    }
  }
  return named;
}

/** AF-11. */
export function readableBase(mirrorName: string): string {
  return mirrorName.replaceAll('~', '-').replaceAll('*', 'wildcard');
}

/** AF-12. */
function sanitize(readable: string, dots: boolean): string {
  const plain = readable.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
  const labelled = dots ? plain.split('.').map(trimDashes).filter(Boolean).join('.') : plain.replaceAll('.', '-');
  return trimDashes(labelled);
}

function trimDashes(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}

function withHash(base: string, { namespace, mirrorName }: Nameable, limit: number): string {
  const hash = createHash('sha256').update(`${namespace}/${mirrorName}`).digest('hex').slice(0, hashLength);
  // Sanitized names are ASCII, so that characters are bytes.
  const cut = base.slice(0, limit - hashLength - 1).replace(/[-.]+$/, '');
  return `${cut}-${hash}`;
}

/** Names of the objects that users have; what gwx wrote itself is what is being written again. */
function takenNames({ result }: ApplyReadyScope, crd: CrdName): ReadonlySet<string> {
  const own = result.seen.list(crd).filter(({ metadata }) => metadata.labels?.[labels.managedBy] !== managedByGwx);
  return new Set(own.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
}
