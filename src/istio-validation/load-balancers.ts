import type {
  ConsistentHash,
  HTTPCookie,
  LoadBalancerSettings,
  Warmup,
} from '../model/istio-fields/destination-rule.ts';
import { checkDuration } from './durations.ts';
import { type Field, get, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import { checkLocalities } from './localities.ts';
import type { Validation } from './validation.ts';

/** The largest table that Envoy's maglev takes is below this prime. */
const maglevLimit = 5_000_011;

/** `loadBalancer` of a traffic policy (AP-104). */
export function checkLoadBalancer(
  validation: Validation,
  settings: Field<LoadBalancerSettings>,
  detectsOutliers: boolean,
): void {
  const hash = get(settings, 'consistentHash');
  if (isMessage(hash)) checkHash(validation, hash);
  const locality = get(settings, 'localityLbSetting');
  const zone = get(settings, 'zoneAwareLbSetting');
  if (isMessage(locality) && isMessage(zone)) {
    validation.error('AP-104', zone, 'localityLbSetting and zoneAwareLbSetting must not be set together');
  }
  for (const one of [locality, zone]) if (isMessage(one)) checkLocalities(validation, one, detectsOutliers);
  const warmup = get(settings, 'warmup');
  if (isMessage(warmup)) checkWarmup(validation, warmup);
  checkDuration(validation, get(settings, 'warmupDurationSecs'));
}

function checkHash(validation: Validation, hash: Field<ConsistentHash>): void {
  const { error, warning } = validation;
  const cookie = get(hash, 'httpCookie');
  if (isMessage(cookie)) checkCookie(validation, cookie);
  const size = get(hash, 'minimumRingSize');
  if ((numberOf(size) ?? 0) !== 0) {
    const better = "use ConsistentHashLB's RingHash configuration instead";
    warning('AP-104', size, `consistent hash MinimumRingSize is deprecated, ${better}`);
    if (isMessage(get(hash, 'ringHash')) || isMessage(get(hash, 'maglev'))) {
      error('AP-104', size, 'minimumRingSize must not be set together with a hash algorithm');
    }
  }
  const table = get(get(hash, 'maglev'), 'tableSize');
  const length = numberOf(table);
  if (isNull(table) || length === undefined) return;
  if (length >= maglevLimit) error('AP-104', table, `tableSize must be less than ${maglevLimit} for maglev`);
  else if (!isPrime(length)) error('AP-104', table, 'tableSize must be a prime number for maglev');
}

function checkCookie({ error }: Validation, cookie: Field<HTTPCookie>): void {
  if (textOf(get(cookie, 'name')) === '') error('AP-104', get(cookie, 'name'), 'name required for HttpCookie');
  const names = new Set<string>();
  for (const attribute of itemsOf(get(cookie, 'attributes'))) {
    const field = get(attribute, 'name');
    const name = textOf(field);
    if (name === '') error('AP-104', field, 'name required for HttpCookie attribute');
    else if (name !== undefined && names.has(name)) {
      error('AP-104', field, `duplicate HttpCookie attribute name: ${name}`);
    }
    if (name !== undefined) names.add(name);
  }
}

/** The slow start of new endpoints. */
function checkWarmup(validation: Validation, warmup: Field<Warmup>): void {
  const { error } = validation;
  const duration = get(warmup, 'duration');
  if (isNull(duration)) error('AP-104', duration, 'duration is required for warmup');
  checkDuration(validation, duration);
  const percent = get(warmup, 'minimumPercent');
  if ((numberOf(percent) ?? 0) > 100) error('AP-104', percent, 'minimumPercent of warmup must be at most 100');
  const aggression = get(warmup, 'aggression');
  if (!isNull(aggression) && (numberOf(aggression) ?? 1) <= 0) {
    error('AP-104', aggression, 'aggression of warmup must be greater than 0');
  }
}

/** Of numbers below `maglevLimit`. */
function isPrime(number: number): boolean {
  if (number < 2 || !Number.isInteger(number)) return false;
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return true;
}
