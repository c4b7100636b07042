import fc from 'fast-check';

/** Flags of which some are given, each as often as the others. */
function some(...flags: readonly (readonly string[])[]): fc.Arbitrary<readonly string[]> {
  return fc.subarray([...flags], { maxLength: Math.min(3, flags.length) }).map((chosen) => chosen.flat());
}

const input = some(
  ['--complete'],
  ['--channel', 'experimental'],
  ['--validate', 'ignore'],
  ['--validate', 'warn'],
  ['--no-defaults'],
  ['--keep-going'],
  ['-v'],
  ['-n', 'apple'],
  ['--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'],
  ['--istiod-env', 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true'],
  ['--setting', 'EnableAmbientWaypoints=true'],
);
/** What makes most inputs go on to the end. */
const lenient = fc.constantFrom<readonly string[]>(
  [],
  ['--validate', 'ignore'],
  ['--validate', 'ignore', '--keep-going'],
  ['--validate', 'warn', '--keep-going'],
);

function invocation(
  command: string,
  ...parts: readonly fc.Arbitrary<readonly string[]>[]
): fc.Arbitrary<readonly string[]> {
  return fc.tuple(...parts).map((flags) => [command, ...flags.flat(), '--no-config', '--color', 'never']);
}

function format(...formats: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.constantFrom(...formats).map((name) => ['-o', name]);
}

const convert = invocation(
  'convert',
  format('yaml', 'json', 'name'),
  some(
    ['--mirror'],
    ['--include', 'deployment'],
    ['--include', 'service'],
    ['--include', 'backend-serviceentry'],
    ['--gateway-selector', 'apple/a=app=a'],
    ['--istio-version', '1.26'],
    ['--no-provenance'],
  ),
  lenient,
  input,
);

const status = invocation(
  'status',
  format('table', 'yaml', 'json'),
  some(['--all'], ['--fail-on-false']),
  lenient,
  input,
);

const lint = invocation(
  'lint',
  format('text', 'concise', 'github', 'gitlab', 'istioctl', 'json', 'junit', 'sarif'),
  some(
    ['--complete'],
    ['--channel', 'experimental'],
    ['--validate', 'ignore'],
    ['--no-defaults'],
    ['-v'],
    ['--istio-version', '1.26'],
  ),
);

const url = fc
  .record({
    scheme: fc.constantFrom('http://', 'https://', ''),
    host: fc.constantFrom('a.example.com', 'b.a.example.com', 'a', 'other.org', 'a:8080', '10.0.0.1', '[::1]'),
    path: fc.constantFrom('', '/', '/a', '/a/b?a=b', '/a/../b', '/%2e%2e/%zz', '/a%00', '/s/m', '/\u202e\u001b[31m'),
  })
  .map(({ scheme, host, path }) => [scheme + host + path]);
const request = invocation(
  'request',
  url,
  format('text', 'json'),
  fc.constantFrom<readonly string[]>(
    [],
    ['--gateway', 'apple/a'],
    ['--mesh', '--from', 'apple'],
    ['--listener', 'http'],
  ),
  some(
    ['-H', 'a: b'],
    ['-H', 'Origin: https://a.org'],
    ['-X', 'OPTIONS'],
    ['--grpc'],
    ['--tls'],
    ['--tcp'],
    ['--by', 'istio'],
  ),
  lenient,
  input,
);

/** Command lines of each command that reads objects; the objects come from stdin. */
export const invocations = { convert, status, lint, request };

/** A command line of any of them. */
export const anyInvocation: fc.Arbitrary<readonly string[]> = fc.oneof(convert, status, lint, request);
