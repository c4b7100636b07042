import { generatedAnnotations, groups } from '../model/names.ts';
import type { RegularExpressions } from '../model/regular-expressions.ts';
import { checkDestinationRule } from './destination-rule.ts';
import { type Field, get, pathOf } from './field.ts';
import type { ValidationFinding } from './finding.ts';
import { checkGateway } from './gateway.ts';
import { checkMetadata } from './metadata.ts';
import { checkServiceEntry } from './service-entry.ts';
import type { Report, ValidatedMetadata, Validation } from './validation.ts';
import { checkVirtualService } from './virtual-service.ts';

export type { ValidationFinding } from './finding.ts';

/** An object to be validated: one of the input, or one that is about to be printed. */
export interface ValidatedResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
  };
  /** Any JSON. What is of the wrong type is left to the schema of the kind. */
  readonly spec: unknown;
}

/** How to validate. */
export interface ValidationOptions {
  /** Asked only about objects that hold expressions. */
  readonly expressions: RegularExpressions;
  /** Lets objects with istiod's internal annotations off some rules, as the webhook does (AP-13). */
  readonly exemptInternal?: boolean;
}

interface Root {
  readonly metadata: ValidatedMetadata;
  /** Which fields it has is for the check of its kind to say. */
  readonly spec: never;
}

type Check = (validation: Validation, spec: Field<never>) => void;

/** The kinds that have rules. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['DestinationRule', checkDestinationRule],
  ['Gateway', checkGateway],
  ['ServiceEntry', checkServiceEntry],
  ['VirtualService', checkVirtualService],
]);

const semantics = [generatedAnnotations.gatewaySemantics, generatedAnnotations.routeSemantics];

/**
 * What the API server, the validation rules in the CRD and Istio's webhook say of an object of Istio, in the order in which the webhook
 * finds it (AP-1 to AP-116). Types, enums and required fields are not looked at here: the schema of the kind checks those.
 * Kinds without rules pass.
 */
export function validateIstioResource(
  resource: ValidatedResource,
  { expressions, exemptInternal = false }: ValidationOptions,
): readonly ValidationFinding[] {
  const check = resource.apiVersion.startsWith(`${groups.istio}/`) ? checks.get(resource.kind) : undefined;
  if (check === undefined) return [];
  const findings: ValidationFinding[] = [];
  const reportAs = (severity: ValidationFinding['severity']): Report => {
    return (rule, at, message) => findings.push({ rule, severity, message, path: pathOf(at) });
  };
  const root: Field<Root> = { value: resource };
  const { namespace, annotations } = resource.metadata;
  const validation: Validation = {
    metadata: get(root, 'metadata'),
    namespace,
    exempt: exemptInternal && semantics.some((key) => annotations?.[key] === 'gateway'),
    expressions,
    error: reportAs('error'),
    warning: reportAs('warning'),
  };
  checkMetadata(validation);
  check(validation, get(root, 'spec'));
  return findings;
}
