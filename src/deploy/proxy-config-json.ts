import { parseGoDuration } from '../model/duration.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { compareBytes } from '../model/order.ts';

/** How a field of the protobuf message reads and prints; the fields are in the order in which it declares them. */
interface Field {
  readonly type: 'duration' | 'map' | 'message' | 'optional' | 'plain';
  /** Left out, as the proxy has it anyway (DEP-53). */
  readonly default?: unknown;
  /** The first value of an enumeration, which is that of an unset field. */
  readonly zero?: string;
}

const plain: Field = { type: 'plain' };
const message: Field = { type: 'message' };
/** Its zero value is not the same as none. */
const optional: Field = { type: 'optional' };

const declared: Readonly<Record<string, Field>> = {
  configPath: { type: 'plain', default: './etc/istio/proxy' },
  binaryPath: { type: 'plain', default: '/usr/local/bin/envoy' },
  serviceCluster: { type: 'plain', default: 'istio-proxy' },
  tracingServiceName: optional,
  drainDuration: { type: 'duration', default: '45s' },
  discoveryAddress: { type: 'plain', default: 'istiod.istio-system.svc:15012' },
  discoveryRefreshDelay: { type: 'duration' },
  zipkinAddress: plain,
  statsdUdpAddress: plain,
  envoyMetricsServiceAddress: plain,
  proxyAdminPort: { type: 'plain', default: 15000 },
  availabilityZone: plain,
  controlPlaneAuthPolicy: { type: 'plain', default: 'MUTUAL_TLS', zero: 'NONE' },
  customConfigFile: plain,
  statNameLength: { type: 'plain', default: 189 },
  concurrency: optional,
  proxyBootstrapTemplatePath: plain,
  interceptionMode: { type: 'plain', default: 'REDIRECT' },
  tracing: message,
  sds: message,
  envoyAccessLogService: message,
  envoyMetricsService: message,
  proxyMetadata: { type: 'map' },
  runtimeValues: { type: 'map' },
  statusPort: { type: 'plain', default: 15020 },
  extraStatTags: plain,
  gatewayTopology: message,
  terminationDrainDuration: { type: 'duration', default: '5s' },
  meshId: plain,
  readinessProbe: message,
  proxyStatsMatcher: message,
  holdApplicationUntilProxyStarts: optional,
  caCertificatesPem: plain,
  image: message,
  privateKeyProvider: message,
  proxyHeaders: message,
  fileFlushInterval: { type: 'duration' },
  fileFlushMinSizeKb: plain,
  statsCompression: optional,
  connectionSettings: message,
};

/** Values that a message does not hold: they are those of an unset field. */
const zeroes: ReadonlySet<unknown> = new Set(['', 0, false]);

/** The text of PROXY_CONFIG: what differs from the built-in configuration, in the JSON of protobuf. */
export function proxyConfigJson(fields: JsonObject): string {
  const names = [...Object.keys(declared), ...Object.keys(fields).filter((name) => !Object.hasOwn(declared, name))];
  const kept = names.flatMap((name): [string, unknown][] => {
    const value = Object.hasOwn(fields, name) ? printed(declared[name] ?? message, fields[name]) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  return escapeMarkup(JSON.stringify(Object.fromEntries(kept)));
}

/** Go escapes what a browser might take for markup. */
function escapeMarkup(json: string): string {
  return json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/** The discovery address, which a template prints by itself. */
export function discoveryAddress({ discoveryAddress: address }: JsonObject): string {
  return typeof address === 'string' && address !== '' ? address : 'istiod.istio-system.svc:15012';
}

/** The interception mode, which a template prints by itself. */
export function interceptionMode({ interceptionMode: mode }: JsonObject): string {
  return typeof mode === 'string' && mode !== '' ? mode : 'REDIRECT';
}

function printed(field: Field, value: unknown): unknown {
  if (value === null) return undefined;
  switch (field.type) {
    case 'duration':
      return durationOf(value) === durationOf(field.default) ? undefined : durationOf(value);
    case 'map':
      return isObject(value) && Object.keys(value).length > 0 ? sortKeys(value) : undefined;
    case 'message':
    case 'optional':
      return value;
    case 'plain':
      if (Array.isArray(value)) return value.length > 0 ? value : undefined;
      return zeroes.has(value) || value === field.default || value === field.zero ? undefined : value;
  }
}

function sortKeys(mapping: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => compareBytes(a, b)));
}

/** Protobuf prints durations in seconds, with as many groups of three decimals as needed. */
function durationOf(value: unknown): unknown {
  const nanoseconds = typeof value === 'string' ? parseGoDuration(value) : undefined;
  if (nanoseconds === undefined) return value;
  const fraction = String(nanoseconds % 1_000_000_000n).padStart(9, '0');
  const decimals = fraction.replace(/(?:000)+$/, '');
  return `${nanoseconds / 1_000_000_000n}${decimals && `.${decimals}`}s`;
}
