import { describe, expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import type { ObjectStatus } from '../../src/convert/status/index.ts';
import { printStatusTable } from '../../src/output/status-table.ts';
import type { Style } from '../../src/output/style.ts';

const condition = (type: string, status: string, reason: string = type, message = 'fine') => {
  return { type, status, reason, message };
};

/** A status of an object in the namespace `app`. */
function statusOf(kind: string, name: string, status: Partial<ObjectStatus>): ObjectStatus {
  const document = { file: 'a.yaml', text: '', start: 0, end: 0 };
  const resource = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace: 'app' },
    spec: {},
    origin: { document, path: [], context: false },
  };
  const { apiVersion } = resource;
  return { resource, apiVersion, status: {}, changed: true, assumed: [], own: [], ...status };
}

function routeStatus(name: string, own: ObjectStatus['own'], others: ObjectStatus['own'] = []): ObjectStatus {
  return statusOf('HTTPRoute', name, { status: { parents: [...others, ...own] }, own });
}

const parent = (ref: object, ...conditions: readonly object[]) => ({ parentRef: ref, controllerName: 'x', conditions });
const accepted = condition('Accepted', 'True');
const resolved = condition('ResolvedRefs', 'True');
const denied = condition('Accepted', 'False', 'NoMatchingParent', 'port 81 not found');
const gone = condition('ResolvedRefs', 'False', 'BackendNotFound', 'backend(cart.app.svc.cluster.local) not found');

const gateway = statusOf('Gateway', 'web', {
  status: {
    conditions: [accepted, condition('Programmed', 'False', 'AddressNotAssigned', 'address pending'), resolved],
    listeners: [
      { name: 'http', attachedRoutes: 2, conditions: [accepted, condition('Conflicted', 'False', 'NoConflicts')] },
      { name: 'a', attachedRoutes: 1, conditions: [condition('Conflicted', 'True', 'HostnameConflict', 'taken')] },
      { name: 'b', attachedRoutes: 0, conditions: [condition('Conflicted', 'True', 'HostnameConflict', 'taken')] },
    ],
  },
  assumed: ['Programmed'],
});
const mixed = routeStatus('shop', [
  parent({ name: 'web', sectionName: 'https' }, denied, gone),
  parent({ name: 'public', namespace: 'infra', port: 80 }, accepted, gone),
]);

describe('the table of statuses', () => {
  test('what several conditions say is said once', () => {
    const conflict = ['HostnameConflict', 'taken'] as const;
    const conditions = [
      condition('Accepted', 'False', ...conflict),
      condition('Conflicted', 'True', ...conflict),
      condition('Programmed', 'False', ...conflict),
      condition('ResolvedRefs', 'False', 'RefNotPermitted', 'no'),
    ];
    const listeners = ['a', 'b'].map((name) => ({ name, attachedRoutes: 0, conditions }));
    const status = {
      conditions: [accepted],
      listeners: [...listeners, { name: 'c', conditions: conditions.slice(1) }],
    };
    expect(
      printStatusTable([statusOf('Gateway', 'web', { status })])
        .split('\n')
        .slice(2, -1),
    ).toEqual([
      '    listeners a, b: Accepted False, Conflicted True, Programmed False, HostnameConflict: taken',
      '    listeners a, b, c: ResolvedRefs False, RefNotPermitted: no',
      '    listener c: Conflicted True, Programmed False, HostnameConflict: taken',
    ]);
  });

  test('a line for each object, and below it what is not as it should be', () => {
    expect(printStatusTable([gateway, mixed, routeStatus('lost', [])])).toBe(
      `KIND        NAME       ACCEPTED   PROGRAMMED        RESOLVEDREFS   ROUTES   LISTENERS   ADDRESS     PARENTS
Gateway     app/web    True       False (assumed)   True           3        3           (pending)
    Programmed False (assumed), AddressNotAssigned: address pending
    listeners a, b: Conflicted True, HostnameConflict: taken
HTTPRoute   app/shop   1/2 True                     False                                           web:https, infra/public:80
    parent web:https: Accepted False, NoMatchingParent: port 81 not found
    ResolvedRefs False, BackendNotFound: backend(cart.app.svc.cluster.local) not found
HTTPRoute   app/lost                                                                                (none)
`,
    );
  });

  test('in a narrow terminal the last columns go below the row, and texts break between words', () => {
    expect(printStatusTable([gateway, mixed], { width: 80 })).toBe(
      `KIND        NAME       ACCEPTED   PROGRAMMED        RESOLVEDREFS   ROUTES
Gateway     app/web    True       False (assumed)   True           3
    listeners 3, address (pending)
    Programmed False (assumed), AddressNotAssigned: address pending
    listeners a, b: Conflicted True, HostnameConflict: taken
HTTPRoute   app/shop   1/2 True                     False
    parents web:https, infra/public:80
    parent web:https: Accepted False, NoMatchingParent: port 81 not found
    ResolvedRefs False, BackendNotFound: backend(cart.app.svc.cluster.local) not
      found
`,
    );
  });

  test('at 40 columns all conditions do, and what is longer than a line stays whole', () => {
    expect(printStatusTable([gateway, mixed], { width: 40 })).toBe(
      `KIND        NAME
Gateway     app/web
    Accepted True, Programmed False
      (assumed), ResolvedRefs True,
      routes 3, listeners 3, address
      (pending)
    Programmed False (assumed),
      AddressNotAssigned: address
      pending
    listeners a, b: Conflicted True,
      HostnameConflict: taken
HTTPRoute   app/shop
    Accepted 1/2 True, ResolvedRefs
      False, parents web:https,
      infra/public:80
    parent web:https: Accepted False,
      NoMatchingParent: port 81 not
      found
    ResolvedRefs False, BackendNotFound:
      backend(cart.app.svc.cluster.local)
      not found
`,
    );
  });

  test.each([200, 100, 80, 60, 40, 20, 1])('no width loses a word: %s', (width) => {
    const words = (text: string) => new Set(text.split(/[\s,]+/).map((word) => word.toLowerCase()));
    const narrow = words(printStatusTable([gateway, mixed], { width }));
    expect([...words(printStatusTable([gateway, mixed]))].filter((word) => !narrow.has(word))).toEqual([]);
  });

  test('wide characters are not cut off', () => {
    const name = '網關'.repeat(20);
    const own = [parent({ name: 'web' }, accepted)];
    for (const width of [undefined, 40, 120]) {
      expect(printStatusTable([routeStatus(name, own)], width === undefined ? {} : { width })).toContain(name);
    }
  });

  test('colours are used where they are asked for', () => {
    const style: Style = new Chalk({ level: 1 });
    const printed = printStatusTable([gateway, mixed], { style });
    expect(printed).toContain('\u001b[33mFalse (assumed)\u001b[39m');
    expect(printed).toContain('\u001b[31mFalse\u001b[39m');
    // They change nothing but colours.
    expect(printed.replaceAll(/\u001b\[\d+m/g, '')).toBe(printStatusTable([gateway, mixed]));
    expect(printStatusTable([gateway, mixed])).not.toContain('\u001b');
  });

  test('what a terminal would act on is escaped', () => {
    const evil = '\u001b[2Jx\r\nHTTPRoute   app/forged';
    const bad = condition('Accepted', 'False', evil, evil);
    const printed = printStatusTable([
      routeStatus(evil, [parent({ name: evil, kind: evil }, bad)]),
      statusOf('Gateway', evil, {
        status: { listeners: [{ name: evil, conditions: [bad] }], addresses: [{ value: evil }] },
      }),
    ]);
    expect(printed).not.toMatch(/[\u001b\r]/);
    expect(printed).not.toMatch(/^HTTPRoute {3}app\/forged/m);
    expect(printed).toContain('\\u001b[2Jx\\r\\nHTTPRoute');
  });

  test('what other controllers say is not shown', () => {
    const foreign = parent({ name: 'theirs' }, denied);
    const printed = printStatusTable([routeStatus('shop', [parent({ name: 'web' }, accepted)], [foreign])]);
    expect(printed).toBe('KIND        NAME       ACCEPTED   PARENTS\nHTTPRoute   app/shop   True       web\n');
    const status = { conditions: [accepted, condition('example.com/Ready', 'False')] };
    expect(printStatusTable([statusOf('Gateway', 'web', { status })])).not.toContain('Ready');
  });

  test('the address: as it is known, or that it is not', () => {
    const addresses = [{ type: 'IPAddress', value: '1.2.3.4' }, { value: 'a.b' }];
    const row = (more: Partial<ObjectStatus>) =>
      printStatusTable([statusOf('Gateway', 'web', more)])
        .split('\n')[1]
        ?.replace(/^.*web +/, '');
    expect(row({ status: { addresses, conditions: [] } })).toBe('1.2.3.4, a.b');
    const programmed = { conditions: [condition('Programmed', 'True')] };
    expect(row({ status: programmed, assumed: ['Programmed'] })).toBe('True (assumed)   (unknown)');
  });

  test('mesh parents and ancestors have their kind', () => {
    const ancestor = { ancestorRef: { group: '', kind: 'Service', name: 's' }, conditions: [accepted] };
    const policy = statusOf('BackendTLSPolicy', 'p', { status: { ancestors: [ancestor] }, own: [ancestor] });
    expect(printStatusTable([policy])).toContain('True       Service/s\n');
  });

  test('Unknown is shown, and is no answer', () => {
    const own = [parent({ name: 'web' }, condition('Accepted', 'Unknown', 'Accepted', 'who knows'))];
    expect(printStatusTable([routeStatus('shop', own)])).toContain('Accepted Unknown, Accepted: who knows');
  });

  test('nothing for nothing', () => {
    expect(printStatusTable([])).toBe('');
  });

  test('hundreds of objects stand in the same columns', () => {
    const own = [parent({ name: 'web' }, accepted)];
    const printed = printStatusTable(Array.from({ length: 333 }, (_, i) => routeStatus(`r${i}`, own)));
    const lines = printed.trimEnd().split('\n');
    expect(lines).toHaveLength(334);
    expect(new Set(lines.map((line) => line.indexOf(line.startsWith('KIND') ? 'ACCEPTED' : 'True'))).size).toBe(1);
  });
});
