import { describe, expect, test } from '@jest/globals';
import { conditionLines, convertText, statusOf } from '../policies/conversion.ts';

const gateway = (spec = '', ports: readonly number[] = [80], metadata = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw, namespace: infra, ${metadata}}
spec:
  gatewayClassName: istio
  listeners: [${ports.map((port) => `{name: l${port}, protocol: HTTP, port: ${port}}`).join(', ')}]
  ${spec}
`;
const to = (...hosts: readonly string[]) =>
  `addresses: [${hosts.map((host) => `{type: Hostname, value: ${host}}`).join(', ')}]`;
const service = (name: string, spec: string, status = '', metadata = 'namespace: infra') => `
---
apiVersion: v1
kind: Service
metadata: {name: ${name}, ${metadata}}
spec: {${spec}}
status: {${status}}
`;
const host = (name: string, namespace = 'infra') => `${name}.${namespace}.svc.cluster.local`;

async function look(text: string, complete = true) {
  const status = statusOf(await convertText(text, { complete }), 'Gateway', 'gw', 'infra');
  const programmed = conditionLines(status?.status).find((line) => line.startsWith('Programmed'));
  return { programmed, addresses: status?.status['addresses'], assumed: status?.assumed };
}

const none = 'Failed to assign to any requested addresses';
describe('Programmed (GW-141, GW-142)', () => {
  test.each([
    ['an unknown host', gateway(to('x')), `False AddressNotUsable: ${none}: hostname "${host('x')}" not found`],
    [
      'a host of other namespaces, sorted',
      `${gateway(to('a.example'))}${['z', 'b'].map((ns) => `\n---\n{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: ${ns}}, spec: {hosts: [a.example], ports: [{number: 80, name: http}]}}\n`).join('')}`,
      `False AddressNotUsable: ${none}: hostname "a.example" not found in namespace "infra", but it was found in namespace(s) "b", "z"`,
    ],
    [
      'a Service without ports, once per port',
      gateway(to('s'), [80, 81]) + service('s', ''),
      `False AddressNotAssigned: ${none}: no instances found for hostname "${host('s')}"; no instances found for hostname "${host('s')}"`,
    ],
    [
      'a port that is a target port, with every Service port for it',
      gateway(to('s'), [8080]) +
        service(
          's',
          'ports: [{port: 90, targetPort: 8080}, {port: 100, targetPort: 8080}, {port: 100, targetPort: 8080, protocol: UDP}, {port: 1}]',
        ),
      `False AddressNotUsable: ${none}: port 8080 not found for hostname "${host('s')}" (hint: the service port should be specified, not the workload port. Did you mean one of these ports: [100 90]?)`,
    ],
    [
      'another port',
      gateway(to('s')) + service('s', 'ports: [{port: 90, targetPort: http}]'),
      `False AddressNotUsable: ${none}: port 80 not found for hostname "${host('s')}"`,
    ],
    [
      'a label that does not help',
      gateway(to('s')) +
        service('s', 'ports: [{port: 90}]', '', "namespace: infra, labels: {gateway.istio.io/managed: ''}"),
      `False AddressNotUsable: ${none}: port 80 not found for hostname "${host('s')}"`,
    ],
    [
      'a pending load balancer, said once',
      gateway(to('s'), [80, 81]) + service('s', 'type: LoadBalancer, ports: [{port: 80}, {port: 81}]'),
      `False AddressNotAssigned: Assigned to service(s) ${host('s')}:80 and ${host('s')}:81, but failed to assign to all requested addresses: address pending for hostname "${host('s')}"`,
    ],
    [
      'a load balancer with external IPs',
      gateway(to('s')) + service('s', 'type: LoadBalancer, externalIPs: [5.5.5.5], ports: [{port: 80}]'),
      `True Programmed: Resource programmed, assigned to service(s) ${host('s')}:80`,
    ],
    [
      'an unusable host counts for more than a pending one',
      gateway(to('s', 'x')) + service('s', 'type: LoadBalancer, ports: [{port: 80}]'),
      `False AddressNotUsable: Assigned to service(s) ${host('s')}:80, but failed to assign to all requested addresses: address pending for hostname "${host('s')}"; hostname "${host('x')}" not found`,
    ],
    [
      'three, in the order of bytes',
      gateway(to('s'), [80, 443, 34000]) + service('s', 'ports: [{port: 80}, {port: 443}, {port: 34000}]'),
      `True Programmed: Resource programmed, assigned to service(s) ${host('s')}:34000, ${host('s')}:443, and ${host('s')}:80`,
    ],
    [
      'no ports at all',
      gateway(to('s'), []) + service('s', 'type: LoadBalancer'),
      'True Programmed: Resource programmed',
    ],
    [
      'no ports, but an unknown host',
      gateway(to('x'), []),
      `False AddressNotUsable: ${none}: hostname "${host('x')}" not found`,
    ],
    [
      'a managed Gateway: its own Service',
      gateway() + service('gw-istio', 'ports: [{port: 80}]'),
      `True Programmed: Resource programmed, assigned to service(s) ${host('gw-istio')}:80`,
    ],
    [
      'GW-21: the name override',
      gateway('', [80], 'annotations: {gateway.istio.io/name-override: other}') +
        service('other', 'ports: [{port: 80}]'),
      `True Programmed: Resource programmed, assigned to service(s) ${host('other')}:80`,
    ],
  ])('%s', async (_title, text, expected) => {
    expect((await look(text)).programmed).toBe(`Programmed ${expected}`);
  });

  test('GW-142: with a hard failure nothing is looked up', async () => {
    const addresses = 'addresses: [{type: IPAddress, value: 1.1.1.1}, {type: IPAddress, value: 2.2.2.2}]';
    expect((await look(gateway(addresses))).programmed).toBe(`Programmed False UnsupportedAddress: ${none}`);
  });
});

describe('addresses (GW-143, GW-144)', () => {
  const address = (type: string, ...values: readonly string[]) => values.map((value) => ({ type, value }));
  const ip = (...values: readonly string[]) => address('IPAddress', ...values);
  const hostname = (...values: readonly string[]) => address('Hostname', ...values);
  const annotated = (type: string) => `annotations: {networking.istio.io/address-type: ${type}}`;
  const clustered = service(
    's',
    'clusterIPs: [10.0.0.2, 10.0.0.1], clusterIP: 10.0.0.2, ports: [{port: 80}, {port: 81}]',
  );
  const headless = service('s', 'clusterIP: None, ports: [{port: 80}]');
  test.each([
    [
      'external ones, sorted and distinct',
      gateway(to('s', 't')) +
        service(
          's',
          'type: LoadBalancer, externalIPs: [9.9.9.9], ports: [{port: 80}]',
          'loadBalancer: {ingress: [{ip: 2.2.2.2, hostname: no.example}, {hostname: lb.example}, {ip: 1.1.1.1}]}',
        ) +
        service('t', 'externalIPs: [1.1.1.1], ports: [{port: 80}]'),
      [...ip('1.1.1.1', '2.2.2.2', '9.9.9.9'), ...hostname('lb.example')],
    ],
    [
      'an ingress of another Service type does not count',
      gateway(to('s')) + service('s', 'ports: [{port: 80}]', 'loadBalancer: {ingress: [{ip: 2.2.2.2}]}'),
      hostname(host('s')),
    ],
    ['IPv6', gateway(to('s')) + service('s', "externalIPs: ['fd00::1'], ports: [{port: 80}]"), ip('fd00::1')],
    ['the class istio: host names, without ports', gateway(to('s'), [80, 81]) + clustered, hostname(host('s'))],
    [
      'the annotation asks for IPs',
      gateway(to('s'), [80], annotated('IPAddress')) + clustered,
      ip('10.0.0.1', '10.0.0.2'),
    ],
    [
      'the annotation asks for both',
      gateway(to('s'), [80], annotated('Any')) + clustered,
      [...ip('10.0.0.1', '10.0.0.2'), ...hostname(host('s'))],
    ],
    ['a headless Service', gateway(to('s'), [80], annotated('IPAddress')) + headless, ip('0.0.0.0')],
    [
      'a pending host gives no name, but its IP',
      gateway(to('s', 't'), [80], annotated('Any')) +
        service('s', 'type: LoadBalancer, clusterIP: 10.0.0.3, ports: [{port: 80}]') +
        service('t', 'clusterIP: 10.0.0.4, ports: [{port: 80}]'),
      [...ip('10.0.0.3', '10.0.0.4'), ...hostname(host('t'))],
    ],
    [
      'an unusable port gives nothing',
      gateway(to('s'), [90]) + service('s', 'externalIPs: [1.1.1.1], ports: [{port: 80}]'),
      undefined,
    ],
    [
      'a NodePort with a node selector: nobody knows the nodes',
      gateway(to('s')) +
        service(
          's',
          'type: NodePort, ports: [{port: 80}]',
          '',
          "namespace: infra, annotations: {traffic.istio.io/nodeSelector: '{}'}",
        ),
      hostname(host('s')),
    ],
  ])('%s', async (_title, text, addresses) => {
    expect((await look(text)).addresses).toEqual(addresses);
  });

  test.each(['istio-waypoint', 'istio-east-west'])(
    'GW-10: class %s shows IPs, then host names; a file alone has no cluster IP',
    async (className) => {
      const text = gateway().replace('gatewayClassName: istio', `gatewayClassName: ${className}`);
      expect((await look(text + service('gw', 'clusterIP: 10.0.0.1, ports: [{port: 80}]'))).addresses).toEqual([
        ...ip('10.0.0.1'),
        ...hostname(host('gw')),
      ]);
      const unset = text + service('gw', 'ports: [{port: 80}]');
      expect((await look(unset)).addresses).toEqual([...ip('0.0.0.0'), ...hostname(host('gw'))]);
      expect((await look(unset, false)).addresses).toEqual(hostname(host('gw')));
    },
  );

  test('existing addresses stay where none are found', async () => {
    const text = `${gateway(to('x'))}status: {addresses: [{type: IPAddress, value: 7.7.7.7}]}\n`;
    expect((await look(text)).addresses).toEqual(ip('7.7.7.7'));
    expect((await look(text + service('x', 'externalIPs: [1.1.1.1], ports: [{port: 80}]'))).addresses).toEqual(
      ip('1.1.1.1'),
    );
  });

  test('the open world: the Service of a managed Gateway is there and waits for its address; no address is made up', async () => {
    expect(await look(gateway(), false)).toEqual({
      programmed: `Programmed False AddressNotAssigned: Assigned to service(s) ${host('gw-istio')}:80, but failed to assign to all requested addresses: address pending for hostname "${host('gw-istio')}"`,
      addresses: undefined,
      assumed: ['Programmed'],
    });
    expect(await look(gateway(to('x.example')), false)).toEqual({
      programmed: 'Programmed True Programmed: Resource programmed, assigned to service(s) x.example:80',
      addresses: undefined,
      assumed: ['Programmed'],
    });
    expect((await look(gateway(to('s')) + service('s', 'ports: [{port: 90}]'), false)).programmed).toMatch(
      /^Programmed False AddressNotUsable/,
    );
  });
});
