import type { Distribute, Failover, LocalityLoadBalancerSetting } from '../model/istio-fields/destination-rule.ts';
import { entriesOf, type Field, get, isFilled, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import type { Validation } from './validation.ts';

type Setting = Field<LocalityLoadBalancerSetting>;

const topologyLabels: readonly string[] = [
  'topology.istio.io/subzone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/** How traffic is spread over regions, zones and subzones, or moves on from them (AP-104). Stops where Istio stops. */
export function checkLocalities(validation: Validation, setting: Setting, detectsOutliers: boolean): void {
  const distribute = get(setting, 'distribute');
  const failover = get(setting, 'failover');
  const priority = get(setting, 'failoverPriority');
  if (isFilled(distribute) && isFilled(failover)) {
    const message = "can not simultaneously specify 'distribute' and 'failover'";
    validation.error('AP-104', failover, message);
    return;
  }
  const label = itemsOf(priority).find((field) => topologyLabels.includes(textOf(field) ?? ''));
  if (isFilled(failover) && label !== undefined) {
    const message = `can not simultaneously set 'failover' and topology label '${textOf(label)}' in 'failover_priority'`;
    validation.error('AP-104', label, message);
    return;
  }
  if (!checkDistribution(validation, itemsOf(distribute))) return;
  if ((isFilled(failover) || isFilled(priority)) && !detectsOutliers) {
    const at = isFilled(failover) ? failover : priority;
    validation.warning('AP-104', at, 'outlier detection policy must be provided for failover');
  }
  for (const item of itemsOf(failover)) if (isMessage(item)) checkFailover(validation, item);
}

/** Whether all weights are in order. */
function checkDistribution(validation: Validation, items: readonly Field<Distribute>[]): boolean {
  for (const item of items) {
    const to = get(item, 'to');
    if (isMessage(item) && !checkWeights(validation, to)) return false;
    checkNames(
      validation,
      entriesOf(to).map(([locality, field]) => ({ locality, field })),
    );
  }
  const sources = items.flatMap((item) => {
    const field = get(item, 'from');
    const locality = isMessage(item) ? textOf(field) : undefined;
    return locality === undefined ? [] : [{ locality, field }];
  });
  checkNames(validation, sources);
  return true;
}

function checkWeights({ error }: Validation, to: Field<Readonly<Record<string, number>>>): boolean {
  let total = 0;
  for (const [, field] of entriesOf(to)) {
    const weight = numberOf(field);
    if (weight === undefined) return true;
    if (weight < 1 || weight > 100) {
      error('AP-104', field, 'locality weight must be in range [1, 100]');
      return false;
    }
    total += weight;
  }
  if (total === 100 || !(isNull(to) || isMessage(to))) return true;
  error('AP-104', to, `total locality weight ${total} != 100`);
  return false;
}

interface Named {
  readonly locality: string;
  readonly field: Field<unknown>;
}

/** Names of localities: `region/zone/subzone`, cut off or with a `*` at the end; none may cover what is named before or after. */
function checkNames({ error }: Validation, names: readonly Named[]): void {
  const seen: Seen = { named: new Set(), whole: new Set() };
  for (const { locality, field } of names) {
    const wildcard = locality.indexOf('*');
    if (wildcard >= 0 && wildcard !== locality.length - 1) {
      error('AP-104', field, `locality ${locality} wildcard '*' number can not exceed 1 and must be in the end`);
      return;
    }
    const [region = '', zone, ...subzone] = locality.split('/');
    const levels = [region, ...(zone === undefined ? [] : [zone]), ...(subzone.length > 0 ? [subzone.join('/')] : [])];
    if (levels.includes('')) {
      error('AP-104', field, `locality ${locality} must not contain empty region/zone/subzone info`);
      return;
    }
    if (!add(levels, seen)) {
      error('AP-104', field, `locality ${locality} overlap with previous specified ones`);
      return;
    }
  }
}

/** Localities so far: those that were named, alone or as part of another one, and those of which everything was taken. */
interface Seen {
  readonly named: Set<string>;
  readonly whole: Set<string>;
}

/** Whether a locality is apart from those so far. Istio does not notice a `*` that comes after a part of what it covers. */
function add(levels: readonly string[], { named, whole }: Seen): boolean {
  const paths = ['', ...levels.map((_, index) => levels.slice(0, index + 1).join('/'))];
  const parents = paths.slice(0, -1);
  const path = paths.at(-1) ?? '';
  if (named.has(path) || parents.some((parent) => whole.has(parent))) return false;
  for (const one of paths.slice(1)) named.add(one);
  whole.add(path);
  if (levels.at(-1) === '*') whole.add(parents.at(-1) ?? '');
  return true;
}

function checkFailover({ error }: Validation, failover: Field<Failover>): void {
  const from = textOf(get(failover, 'from'));
  const to = textOf(get(failover, 'to'));
  if (from === undefined || to === undefined) return;
  if (from === to) error('AP-104', failover, 'locality lb failover settings must specify different regions');
  const names = from + to;
  if (names.includes('/')) error('AP-104', failover, 'locality lb failover only specify region');
  if (names.includes('*')) {
    error('AP-104', failover, "locality lb failover region should not contain '*' wildcard");
  }
}
