import type { Diagnostic } from '../model/diagnostic.ts';
import { crdOf, kinds, splitApiVersion } from '../model/kinds.ts';
import type { Resource } from '../model/resource.ts';
import { profile } from '../profiles.ts';
import type { Channel } from './load-options.ts';

/** A warning about a version that the installed bundle does not serve (GWX0801); it is read all the same. */
export function reportVersion(resource: Resource, channel: Channel): Diagnostic | undefined {
  const { apiVersion, kind } = resource;
  const crd = crdOf(apiVersion, kind);
  if (crd === undefined) return undefined;
  const { version } = splitApiVersion(apiVersion);
  const { served, experimentalOnly = [] } = kinds[crd];
  const isServed =
    served.includes(version) &&
    (channel === 'experimental' || (experimentalOnly !== 'all' && !experimentalOnly.includes(version)));
  // A kind that is experimental as a whole is reported as such by the check against its schema.
  if (isServed || (experimentalOnly === 'all' && served.includes(version))) return undefined;
  return {
    code: 'GWX0801',
    rule: 'api-version-not-served',
    severity: 'warning',
    message: `${kind} version "${version}" is not served by Gateway API ${profile.gatewayApi} (${channel})`,
    place: { resource, path: ['apiVersion'] },
  };
}
