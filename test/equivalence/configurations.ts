import fc from 'fast-check';
import {
  atGateways,
  type ConfiguredObject,
  entrances,
  gatewayParents,
  grants,
  grpc,
  http,
  type ListenerKind,
  l4Rule,
  meshHosts,
  meshHTTPParents,
  meshParents,
  routes,
  serverNames,
  surroundings,
} from './objects.ts';
import { weighted } from './rules.ts';
import { targets } from './targets.ts';

/** Objects that a cluster may hold, and how they are read. */
export interface Configuration {
  readonly objects: readonly ConfiguredObject[];
  /** The objects are the whole cluster. */
  readonly complete: boolean;
  /** With the defaults of the CRDs, as an API server fills them in. */
  readonly defaults: boolean;
}

/** Configurations that are about one thing, and how many of them there are in a run. */
export interface Scheduled {
  readonly about: string;
  readonly runs: number;
  readonly configuration: fc.Arbitrary<Configuration>;
}

/** Each about one part of the two APIs, so that its objects meet. */
const mixtures = [
  {
    about: 'HTTP',
    runs: 132,
    objects: fc.tuple(
      entrances(fc.constant('HTTP')),
      routes({ ...http, ...atGateways }, 1, 4),
      routes({ ...grpc, ...atGateways }, 0, 1),
    ),
  },
  {
    about: 'gRPC',
    runs: 30,
    objects: fc.tuple(entrances(fc.constant('HTTP')), routes({ ...grpc, ...atGateways }, 1, 3)),
  },
  {
    about: 'HTTPS',
    runs: 75,
    objects: fc.tuple(
      entrances(weighted<ListenerKind>([3, 'HTTPS'], [1, 'HTTP'])),
      routes({ ...http, ...atGateways }, 1, 3),
    ),
  },
  {
    about: 'TLS',
    runs: 40,
    objects: fc.tuple(
      entrances(weighted<ListenerKind>([4, 'Passthrough'], [3, 'Terminate'], [1, 'TCP'], [1, 'HTTPS'])),
      routes({ kind: 'TLSRoute', rule: l4Rule, parents: gatewayParents, hosts: serverNames }, 1, 4),
      routes({ kind: 'TCPRoute', rule: l4Rule, parents: gatewayParents }, 0, 1),
      routes({ ...http, ...atGateways }, 0, 1),
    ),
  },
  {
    about: 'TCP',
    runs: 40,
    objects: fc.tuple(
      entrances(weighted<ListenerKind>([3, 'TCP'], [1, 'Terminate'])),
      routes({ kind: 'TCPRoute', rule: l4Rule, parents: gatewayParents }, 2, 4),
    ),
  },
  {
    about: 'the mesh',
    runs: 80,
    objects: fc.tuple(
      routes({ ...http, parents: meshHTTPParents, hosts: meshHosts }, 1, 3),
      routes({ ...grpc, parents: meshHTTPParents }, 0, 1),
      routes({ kind: 'TCPRoute', rule: l4Rule, parents: meshParents([3, 'db'], [1, 'v1']) }, 0, 2),
      routes({ kind: 'TLSRoute', rule: l4Rule, parents: meshParents([1, 'sec']), hosts: serverNames }, 1, 2),
    ),
  },
];

const reading = {
  complete: weighted([3, false], [1, true]),
  defaults: weighted([3, true], [1, false]),
};

/**
 * What a run consists of. Most configurations mix whatever there is; others are small and about what chance brings about too
 * seldom. So every seed reaches everything.
 */
export const schedule: readonly Scheduled[] = [
  ...mixtures.map(({ about, runs, objects }) => ({
    about,
    runs,
    configuration: fc
      .record({ parts: objects, granted: grants, ...reading })
      .map(({ parts, granted, ...how }) => ({ objects: [...parts.flat(), ...granted, ...surroundings], ...how })),
  })),
  ...targets.map(({ about, runs, objects, ...how }) => ({
    about,
    runs,
    configuration: fc
      .record({ parts: objects, complete: fc.constant(false), defaults: fc.constant(true) })
      .map(({ parts, ...usual }) => ({ objects: [...parts, ...surroundings], ...usual, ...how })),
  })),
];
