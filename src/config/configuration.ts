import { choice, count, type Field, flag, list, mapping, object, text } from './fields.ts';

const levels = choice(['error', 'warning', 'info', 'off']);
const thresholds = choice(['error', 'warning', 'info', 'never']);
const severities = mapping(levels);

const suppression = object(
  (get) => ({
    rule: get('rule', text, 'a rule by code or name, a category (GWX05), or a code of istioctl analyze'),
    object: get('object', text, 'the objects, as "Kind name.namespace" with * for any text'),
    reason: get('reason', text, 'why the finding is meant to be there'),
  }),
  ['rule', 'object', 'reason'],
);

const override = object(
  (get) => ({
    files: get('files', list(text), 'globs; with a slash they are relative to the folder of this file'),
    severity: get('severity', severities, 'severities for findings in these files'),
  }),
  ['files', 'severity'],
);

/** What `.gwx.yaml` may say: the flags' names, where there is a flag. Its JSON Schema is shipped as `schemas/gwx/config.json`. */
export const configuration = object((get) => ({
  channel: get('channel', choice(['standard', 'experimental']), 'the Gateway API bundle that is installed'),
  complete: get('complete', flag, 'the input is the whole cluster: what is not in it does not exist'),
  domainSuffix: get('domain-suffix', text, 'domain of the cluster'),
  revision: get('revision', text, 'revision of istiod'),
  istiodEnv: get('istiod-env', mapping(text), 'environment variables of istiod'),
  context: get(
    'context',
    list(text),
    'files and folders that are read for reference only, relative to the folder of this file',
  ),
  ignore: get(
    'ignore',
    list(text),
    'globs of what is left out when reading directories; with a slash they are relative to the folder of this file',
  ),
  externalNamespaces: get(
    'external-namespaces',
    list(text),
    'namespaces of which the input holds only a part: what is referred to there is taken to exist',
  ),
  only: get('only', list(text), 'lint: the rules that are reported: codes, names or categories (GWX05)'),
  skip: get('skip', list(text), 'lint: rules that are not reported'),
  severity: get('severity', severities, 'lint: severities in place of those that rules give'),
  suppress: get('suppress', list(suppression), 'lint: findings that are meant to be there'),
  overrides: get('overrides', list(override), 'lint: severities for some files; later ones win'),
  failureThreshold: get('failure-threshold', thresholds, 'lint: exit with 1 from this severity on'),
  outputThreshold: get('output-threshold', thresholds, 'lint: show findings from this severity on'),
  maxWarnings: get('max-warnings', count, 'lint: exit with 1 if there are more warnings'),
}));

/** What a configuration file says; undefined is what it does not say. */
export type Configuration = typeof configuration extends Field<infer T> ? T : never;

/** The configuration that a run is under. */
export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** As it is shown in messages. */
  readonly file: string;
  readonly text: string;
  /** The folder that its paths are relative to. */
  readonly folder: string;
}
