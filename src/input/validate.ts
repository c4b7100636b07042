import { isObject, type JsonObject } from '../model/json.ts';
import { type CrdName, kinds, splitApiVersion } from '../model/kinds.ts';
import { type JsonSchema, pathText } from './json-schema.ts';
import type { Channel } from './load-options.ts';
import { rulesAcrossFields } from './rules-across-fields/index.ts';
import { brokenRules } from './rules-across-fields/rule-tree.ts';
import { loadSchemaModules, type SchemaModule } from './schema-modules.ts';
import { blocksRules, oneText, type RuleViolation, type SchemaViolation, type Violation } from './violation.ts';
import { eachViolation, type TakeViolation } from './violations.ts';

export { blocksRules, type Violation } from './violation.ts';

/** Checks objects against the schemas of their kinds and the rules across their fields. */
export interface Validators {
  /** What the API server would refuse in an object without nulls (`pruneNulls`) and with defaults. Kinds without a schema pass. */
  readonly check: (crd: CrdName, object: JsonObject) => Violation[];
  /** The same without a list. */
  readonly each: (crd: CrdName, object: JsonObject, take: Take) => void;
}

/**
 * What the schemas of v1alpha2 still allow, as `identity` writes it: nothing else differs in structure between the versions of a kind that
 * a bundle holds, so that one schema serves them all.
 */
const allowedInV1alpha2: { readonly [crd in CrdName]?: readonly string[] } = {
  'tcproutes.gateway.networking.k8s.io': ['maxItems spec.rules'],
  'tlsroutes.gateway.networking.k8s.io': ['maxItems spec.rules', 'minItems spec.hostnames', 'required spec.hostnames'],
  'udproutes.gateway.networking.k8s.io': ['maxItems spec.rules'],
};

/**
 * The validators of some kinds under a bundle of Gateway API.
 * Under the standard bundle what is valid in the experimental one alone comes as kind `experimental`.
 */
export async function loadValidators(crds: Iterable<CrdName>, channel: Channel): Promise<Validators> {
  const modules = await loadSchemaModules(crds, channel);
  const parsed = new Map<string, JsonSchema>();
  const schemaOf = (text: string) => {
    const schema = parsed.get(text) ?? parse(text);
    parsed.set(text, schema);
    return schema;
  };
  const each = (crd: CrdName, object: JsonObject, take: Take) => {
    const module = modules.get(crd);
    if (module === undefined) {
      if (kinds[crd].schema !== undefined) throw new Error(`the validator of ${crd} is not loaded`);
      return;
    }
    let blocked = false;
    if (!module.validate(object)) {
      eachRefusal(crd, module, object, schemaOf, (violation) => {
        blocked ||= blocksRules(violation);
        take(violation);
      });
    }
    if (!blocked) ruleViolations(crd, object, channel).forEach(take);
  };
  return {
    each,
    check(crd, object) {
      const found: Violation[] = [];
      each(crd, object, (violation) => found.push(violation));
      return found;
    },
  };
}

type Take = (violation: Violation) => void;

function ruleViolations(crd: CrdName, object: JsonObject, channel: Channel): RuleViolation[] {
  const tree = rulesAcrossFields[crd];
  return tree === undefined ? [] : brokenRules(tree, object, { channel, version: versionOf(object) });
}

function versionOf({ apiVersion }: JsonObject): string {
  return splitApiVersion(String(apiVersion)).version;
}

/** What the schema refuses in an object that is not valid, the version considered. */
function eachRefusal(
  crd: CrdName,
  module: SchemaModule,
  object: JsonObject,
  schemaOf: (text: string) => JsonSchema,
  take: TakeViolation,
): void {
  const allowed = versionOf(object) === 'v1alpha2' ? allowedInV1alpha2[crd] : undefined;
  explain(crd, module, object, schemaOf, (violation) => {
    if (!allowed?.includes(identity(violation))) take(violation);
  });
}

function explain(
  crd: CrdName,
  { schema, wider }: SchemaModule,
  object: JsonObject,
  schemaOf: (text: string) => JsonSchema,
  take: TakeViolation,
): void {
  const experimental = wider === undefined ? undefined : schemaOf(wider);
  if (schema === '') {
    take(onlyExperimentalKind(crd));
    if (experimental !== undefined) eachViolation(experimental, object, [], take);
    return;
  }
  let isValid = true;
  const takeInvalid = (violation: SchemaViolation) => {
    isValid = false;
    take(violation);
  };
  if (experimental === undefined) eachViolation(schemaOf(schema), object, [], takeInvalid);
  else eachWithExperimental(schemaOf(schema), experimental, object, takeInvalid);
  if (isValid) throw new Error(`the validator of ${crd} refuses what its schema accepts`);
}

function parse(text: string): JsonSchema {
  return JSON.parse(text);
}

function onlyExperimentalKind(crd: CrdName): SchemaViolation {
  const message = `kind "${kinds[crd].kind}" is only in the experimental channel of Gateway API`;
  return { path: ['kind'], kind: 'experimental', keyword: 'additionalProperties', message };
}

/**
 * Takes what the standard schema alone refuses for experimental, and adds what the experimental schema refuses inside of fields
 * that the standard one does not have.
 */
function eachWithExperimental(
  standard: JsonSchema,
  experimental: JsonSchema,
  object: JsonObject,
  take: TakeViolation,
): void {
  const refusedAnyway = new Set<string>();
  eachViolation(experimental, object, [], (violation) => refusedAnyway.add(identity(violation)));
  const softened = new Set<string>();
  eachViolation(standard, object, [], (violation) => {
    if (refusedAnyway.has(identity(violation))) {
      take(violation);
      return;
    }
    softened.add(pathText(violation.path));
    take(soften(violation));
  });
  if (softened.size === 0) return;
  eachViolation(experimental, object, [], (violation) => {
    const { path } = violation;
    if (path.some((_, i) => softened.has(pathText(path.slice(0, i + 1))))) take(violation);
  });
}

function identity(violation: SchemaViolation): string {
  return oneText(violation.keyword, ' ', pathText(violation.path));
}

function soften({ path, part, keyword, message }: SchemaViolation): SchemaViolation {
  const only = 'exists only in the experimental channel; the standard CRDs';
  const help = 'choose the channel for gwx (--channel experimental), or remove the field';
  const experimental = { path, kind: 'experimental', keyword, help } as const;
  if (keyword === 'additionalProperties') {
    return {
      ...experimental,
      ...(part === undefined ? {} : { part }),
      message: `"${path.at(-1)}" ${only} drop it`,
    };
  }
  return { ...experimental, message: `this value ${only} refuse it: ${message}` };
}

/**
 * The value without properties that are null, sharing everything else with the original. The API server takes such properties for absent
 * where their schema is not `nullable`, and where it is, controllers do. A null in a list stays, and is refused as a value of the wrong type.
 */
export function pruneNulls(object: JsonObject): JsonObject {
  let result: Record<string, unknown> | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name];
    const pruned = pruneValue(value);
    if (pruned === value && value !== null) continue;
    result ??= { ...object };
    if (value === null) delete result[name];
    else result[name] = pruned;
  }
  return result ?? object;
}

function pruneValue(value: unknown): unknown {
  if (!Array.isArray(value)) return isObject(value) ? pruneNulls(value) : value;
  let result: unknown[] | undefined;
  for (let index = 0; index < value.length; index++) {
    const pruned = pruneValue(value[index]);
    if (pruned === value[index]) continue;
    result ??= [...value];
    result[index] = pruned;
  }
  return result ?? value;
}
