import type { OutlierDetection } from '../model/istio-fields/destination-rule.ts';
import { checkDuration } from './durations.ts';
import { type Field, get, isTrue, numberOf } from './field.ts';
import type { Validation } from './validation.ts';

/** `outlierDetection` of a traffic policy (AP-103). */
export function checkOutlierDetection(validation: Validation, outlier: Field<OutlierDetection>): void {
  checkDuration(validation, get(outlier, 'baseEjectionTime'));
  const errors = get(outlier, 'consecutiveErrors');
  if ((numberOf(errors) ?? 0) !== 0) {
    const better = 'use consecutiveGatewayErrors or consecutive5xxErrors instead';
    validation.warning('AP-103', errors, `outlier detection consecutive errors is deprecated, ${better}`);
  }
  const local = get(outlier, 'consecutiveLocalOriginFailures');
  if ((numberOf(local) ?? 0) > 0 && !isTrue(get(outlier, 'splitExternalLocalOriginErrors'))) {
    const conflict = 'is specified, but split external local origin errors is set to false';
    validation.error('AP-103', local, `outlier detection consecutive local origin failures ${conflict}`);
  }
  checkDuration(validation, get(outlier, 'interval'));
  checkPercent(validation, get(outlier, 'maxEjectionPercent'));
  checkPercent(validation, get(outlier, 'minHealthPercent'));
}

function checkPercent({ error }: Validation, field: Field<number>): void {
  const percent = numberOf(field) ?? 0;
  if (percent < 0 || percent > 100) error('AP-103', field, `percentage ${percent} is not in range 0..100`);
}
