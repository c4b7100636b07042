import type { HTTPRoute, Percent } from '../model/istio-fields/virtual-service.ts';
import { checkDestination } from './destinations.ts';
import { type Field, get, isMessage, isNull, itemsOf, numberOf } from './field.ts';
import type { Validation } from './validation.ts';

/** Where copies of requests go (AP-64, AP-77). What goes to a mirror is never exempt. */
export function checkMirrors(validation: Validation, route: Field<HTTPRoute>): void {
  const { error, warning } = validation;
  for (const percent of [get(route, 'mirrorPercent'), get(route, 'mirror_percent')]) {
    const value = numberOf(percent);
    if (isNull(percent) || value === undefined) continue;
    if (value > 100) error('AP-77', percent, `mirror_percent must have a max value of 100 (it has ${value})`);
    warning('AP-77', percent, 'using deprecated setting "mirrorPercent", use "mirrorPercentage" instead');
  }
  checkPercentage(validation, get(route, 'mirrorPercentage'));
  const mirror = get(route, 'mirror');
  if (isMessage(mirror)) checkDestination(validation, mirror);
  for (const item of itemsOf(get(route, 'mirrors'))) {
    if (isNull(item)) error('AP-64', item, 'mirror cannot be null');
    if (!isMessage(item)) continue;
    const destination = get(item, 'destination');
    if (isNull(destination)) error('AP-64', destination, 'destination is required for mirrors');
    if (isMessage(destination)) checkDestination(validation, destination);
    checkPercentage(validation, get(item, 'percentage'));
  }
}

function checkPercentage({ error }: Validation, percentage: Field<Percent>): void {
  const value = numberOf(get(percentage, 'value')) ?? 0;
  const say = (limit: string) => `mirror_percentage must have a ${limit} (it has ${value.toFixed(6)})`;
  if (value > 100) error('AP-77', get(percentage, 'value'), say('max value of 100'));
  if (value < 0) error('AP-77', get(percentage, 'value'), say('min value of 0'));
}
