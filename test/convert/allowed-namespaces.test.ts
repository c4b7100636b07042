import { describe, expect, test } from '@jest/globals';
import { core } from './conversion.ts';
import { convertGateways, gatewayOf, http, listenerSet, type Options } from './gateway-conversion.ts';

const namespace = (name: string, labels: object = {}) => core('Namespace', name, '', { metadata: { name, labels } });
const known = [
  namespace('app', { team: 'web', env: 'prod' }),
  namespace('app-2', { team: 'web' }),
  namespace('db', { team: 'data', 'kubernetes.io/metadata.name': 'liar' }),
];
const closed = { complete: true };
const at = 'Gateway/web spec.listeners[0].allowedRoutes.namespaces';
const empty = `${at}.selector silent selector-empty: selector matches no namespace, so no route can attach to this listener`;
const invalid = `${at}.selector silent selector-empty: selector is invalid and matches nothing`;

async function hosts(namespaces: object | undefined, objects: readonly object[], options: Options) {
  const listeners = [{ ...http, hostname: 'h', ...(namespaces && { allowedRoutes: { namespaces } }) }];
  const { servers, issues, assumptions } = await convertGateways([gatewayOf({ listeners }), ...objects], options);
  return { hosts: servers['app/web/http']?.hosts, issues, assumptions };
}

const select = (matchLabels: object, ...matchExpressions: object[]) => ({
  from: 'Selector',
  selector: { matchLabels, matchExpressions },
});
const expression = (key: string, operator: string, ...values: string[]) => ({ key, operator, values });

describe('the namespaces of a server in the closed world (GW-51, GW-52)', () => {
  test.each<[string, object | undefined, string[], string[]]>([
    ['nothing is said', undefined, ['app/h'], []],
    ['an empty rule', {}, ['app/h'], []],
    ['Same', { from: 'Same' }, ['app/h'], []],
    ['a selector without from counts as Same (17.2)', { selector: { matchLabels: { team: 'data' } } }, ['app/h'], []],
    ['All', { from: 'All' }, ['*/h'], []],
    [
      'Selector without a selector',
      { from: 'Selector' },
      ['*/h'],
      [`${at}.from silent selector-open: from: Selector without a selector lets routes of every namespace attach`],
    ],
    [
      'an unknown value without a selector',
      { from: 'None' },
      ['*/h'],
      [`${at}.from silent selector-open: from: None without a selector lets routes of every namespace attach`],
    ],
    ['the empty selector', { from: 'Selector', selector: {} }, ['app/h', 'app-2/h', 'db/h'], []],
    ['labels are ANDed', select({ team: 'web', env: 'prod' }), ['app/h'], []],
    ['labels and expressions are ANDed', select({ team: 'web' }, expression('env', 'DoesNotExist')), ['app-2/h'], []],
    ['In', select({}, expression('team', 'In', 'data', 'x')), ['db/h'], []],
    [
      'NotIn is true without the label',
      select({}, expression('env', 'NotIn', 'dev')),
      ['app/h', 'app-2/h', 'db/h'],
      [],
    ],
    ['Exists', select({}, expression('env', 'Exists')), ['app/h'], []],
    [
      'the label of the name tells the name, whatever is written',
      select({ 'kubernetes.io/metadata.name': 'db' }),
      ['db/h'],
      [],
    ],
    ['a lie about the name', select({ 'kubernetes.io/metadata.name': 'liar' }), ['~/h'], [empty]],
    ['no match', select({ team: 'none' }), ['~/h'], [empty]],
    ['an unknown operator', select({}, expression('team', 'Like', 'web')), ['~/h'], [invalid]],
    ['In without values', select({}, expression('team', 'In')), ['~/h'], [invalid]],
    ['NotIn without values', select({}, expression('team', 'NotIn')), ['~/h'], [invalid]],
    ['Exists with values', select({}, expression('team', 'Exists', 'web')), ['~/h'], [invalid]],
    ['DoesNotExist with values', select({}, expression('none', 'DoesNotExist', 'web')), ['~/h'], [invalid]],
    ['an illegal key', select({ '-team': 'web' }), ['~/h'], [invalid]],
    ['an illegal value', select({ team: 'w b' }), ['~/h'], [invalid]],
  ])('%s', async (_, rule, expected, issues) => {
    expect(await hosts(rule, known, closed)).toEqual({ hosts: expected, issues, assumptions: [] });
  });

  test('names in the order of their bytes, "-" before letters', async () => {
    const objects = ['a.b', 'a-b', 'ab', 'a'].map((name) => namespace(name));
    expect(await hosts({ from: 'Selector', selector: {} }, objects, closed)).toMatchObject({
      hosts: ['a/h', 'a-b/h', 'a.b/h', 'ab/h'],
    });
  });

  test('without any Namespace object nothing matches', async () => {
    expect(await hosts({ from: 'Selector', selector: {} }, [], closed)).toMatchObject({
      hosts: ['~/h'],
      issues: [empty],
    });
  });
});

describe('the namespaces of a server in the open world (LN-24)', () => {
  const team = select({ team: 'web' });
  const route = (ns: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'route', namespace: ns },
    spec: { parentRefs: [{ name: 'web', namespace: 'app' }], hostnames: ['h'] },
  });

  test.each<[string, object, object[], string[], string[]]>([
    ['nothing is known: the own one', team, [], ['app/h'], ['Namespace /app']],
    [
      'those that match and those of routes that may',
      team,
      [namespace('b', { team: 'web' }), route('c')],
      ['b/h', 'c/h'],
      ['Namespace /c'],
    ],
    [
      'routes of Namespaces that do not match are left out',
      team,
      [namespace('b', { team: 'web' }), namespace('c'), route('c')],
      ['b/h'],
      [],
    ],
    [
      'another one may match: never none',
      team,
      [namespace('app'), route('c'), namespace('d')],
      ['c/h'],
      ['Namespace /c'],
    ],
    [
      'never none, though the own one is known not to match',
      team,
      [namespace('app'), core('Service', 's', 'd')],
      ['app/h'],
      [],
    ],
    ['the name is known of every Namespace', select({ 'kubernetes.io/metadata.name': 'x' }), [], ['x/h'], []],
    [
      'those that are named',
      select({}, expression('kubernetes.io/metadata.name', 'In', 'y', 'x')),
      [],
      ['x/h', 'y/h'],
      [],
    ],
    ['the own one exists', { from: 'Selector', selector: {} }, [], ['app/h'], []],
    [
      'the own one is not excluded by its name',
      select({}, expression('kubernetes.io/metadata.name', 'NotIn', 'x')),
      [],
      ['app/h'],
      [],
    ],
    [
      'one that is named may have the other label',
      select({ 'kubernetes.io/metadata.name': 'x', team: 'web' }),
      [],
      ['x/h'],
      ['Namespace /x'],
    ],
  ])('%s', async (_, rule, objects, expected, assumptions) => {
    const result = await hosts(rule, objects, {});
    expect(result).toMatchObject({ hosts: expected, assumptions });
    expect(result.issues.filter((issue) => issue.includes('selector'))).toEqual([]);
  });

  test.each<[string, object, object[], string[]]>([
    ['every namespace of the input is known not to match (GWX0408)', team, [namespace('app')], [empty]],
    [
      'the one that is named is known not to match',
      select({ 'kubernetes.io/metadata.name': 'x', team: 'web' }),
      [namespace('x')],
      [empty],
    ],
    ['an invalid selector', select({ team: 'w b' }), [], [invalid]],
  ])('none: %s', async (_, rule, objects, issues) => {
    expect(await hosts(rule, objects, {})).toEqual({ hosts: ['~/h'], issues, assumptions: [] });
  });
});

describe('the ListenerSets that a Gateway lets in (GW-112)', () => {
  const denied = "The parent Gateway does not allow this reference; check the 'spec.allowedRoutes'";
  const both = ['Accepted', 'Programmed'].map(
    (condition) => `ListenerSet/set spec.parentRef ${condition} NotAllowed: ${denied}`,
  );
  const where = 'Gateway/web spec.allowedListeners.namespaces.selector silent selector-empty: selector';

  /** Whether a ListenerSet of the namespace is let in, and what is said of it. */
  async function attach(
    allowedListeners: object | undefined,
    ns: string,
    objects: readonly object[],
    options: Options,
  ) {
    const web = gatewayOf({ listeners: [], ...(allowedListeners && { allowedListeners }) });
    const set = listenerSet('set', [http], { parentRef: { name: 'web', namespace: 'app' } }, { namespace: ns });
    const { servers, issues, assumptions } = await convertGateways([web, set, ...objects], options);
    return { allowed: Object.keys(servers).length === 1, issues, assumptions };
  }

  test.each<[string, object | undefined, string, boolean]>([
    ['nothing is said, own namespace', undefined, 'app', false],
    ['an empty rule, own namespace', {}, 'app', false],
    ['None', { namespaces: { from: 'None' } }, 'app', false],
    ['None with a selector', { namespaces: { ...select({ team: 'web' }), from: 'None' } }, 'app', false],
    ['neither from nor selector', { namespaces: {} }, 'app', false],
    ['Same, own namespace', { namespaces: { from: 'Same' } }, 'app', true],
    ['Same, another', { namespaces: { from: 'Same' } }, 'db', false],
    ['All', { namespaces: { from: 'All' } }, 'elsewhere', true],
    ['an unknown value', { namespaces: { ...select({ team: 'web' }), from: 'Other' } }, 'app', false],
    ['Selector without a selector', { namespaces: { from: 'Selector' } }, 'app', false],
    ['a selector that matches', { namespaces: select({ team: 'web' }) }, 'app-2', true],
    ['a selector that does not', { namespaces: select({ team: 'web' }) }, 'db', false],
    ['a selector without from is used', { namespaces: { selector: { matchLabels: { team: 'web' } } } }, 'app', true],
    ['an unknown Namespace', { namespaces: { from: 'Selector', selector: {} } }, 'elsewhere', false],
  ])('closed world: %s', async (_, rule, ns, allowed) => {
    expect(await attach(rule, ns, known, closed)).toEqual({ allowed, issues: allowed ? [] : both, assumptions: [] });
  });

  test('with the defaults of the CRDs a selector without from is None (17.2)', async () => {
    const rule = { namespaces: { selector: { matchLabels: { team: 'web' } } } };
    expect(await attach(rule, 'app', known, { ...closed, defaults: true })).toMatchObject({ allowed: false });
  });

  test('open world: a Namespace that is not in the input may have the labels (LN-24)', async () => {
    expect(await attach({ namespaces: select({ team: 'web' }) }, 'elsewhere', known, {})).toEqual({
      allowed: true,
      issues: [],
      assumptions: ['Namespace /elsewhere'],
    });
    expect(await attach({ namespaces: select({ team: 'web' }) }, 'db', known, {})).toMatchObject({ allowed: false });
  });

  test('a selector that lets nothing in is reported on the Gateway (GWX0408)', async () => {
    const { issues } = await attach({ namespaces: select({ team: 'none' }) }, 'app', known, closed);
    expect(issues).toContain(`${where} matches no namespace, so no ListenerSet can attach to this Gateway`);
    const refused = await attach({ namespaces: select({ team: 'w b' }) }, 'elsewhere', [], {});
    expect(refused).toEqual({
      allowed: false,
      issues: [`${where} is invalid and matches nothing`, ...both],
      assumptions: [],
    });
  });
});
