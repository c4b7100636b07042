/** How many cases each suite held when it was last looked at. A suite that holds fewer fails: a case that vanished proves nothing. */
export const committedCounts = {
  'istio/conversion': 39,
  'istio/conversion, statuses': 39,
  'istio/conversion, apply-ready': 39,
  'istio/conversion, equivalence': 39,
  'istio/deployment': 28,
  'conformance manifests': 165,
  'conformance manifests, apply-ready': 165,
  'conformance statuses': 320,
  'conformance, changed objects': 8,
  'conformance, left to a cluster': 84,
  'conformance requests': 317,
  'conformance requests, undecided': 6,
  'examples, standard bundle': 81,
  'examples, experimental bundle': 89,
  'goldens under validation': 39,
  'CRD cases, accepted': 115,
  'CRD cases, refused': 149,
  'CRD cases, left to a cluster': 2,
  'invalid examples': 68,
  'valid examples': 170,
  'rules across fields, by text': 127,
  'rules across fields, by version': 59,
  'istio/analyze': 55,
  'istio/analyze, left out': 10,
  'schemas written again': 32,
  SARIF: 37,
  'reasons of the conditions in goldens': 39,
  'lint, conformance tests': 65,
  'lint, conformance files alone': 68,
  'lint, examples, standard bundle': 81,
  'lint, examples, experimental bundle': 89,
};

export type SuiteName = keyof typeof committedCounts;

/**
 * How many expectations of the conformance suite's status rows come out in which way: in rows about the files as they are, and in rows
 * about objects that a test has changed. The first three ways are decided by files, the others are left to a cluster.
 */
export const conformanceOutcomes = {
  unchanged: {
    held: 311,
    'held in the closed world': 7,
    'no object of the kind': 2,
    Programmed: 35,
    addresses: 66,
    'creation order': 0,
    'live system': 0,
    observedGeneration: 38,
  },
  changed: {
    held: 8,
    'held in the closed world': 0,
    'no object of the kind': 0,
    Programmed: 3,
    addresses: 1,
    'creation order': 0,
    'live system': 0,
    observedGeneration: 7,
  },
};

/** How many requests of the conformance suite come out in which way: as expected, otherwise for a known deviation of Istio, or left to a cluster. */
export const conformanceAnswers = {
  held: 315,
  'held in the closed world': 1,
  'D-22 in the apply-ready form': 1,
  'TLS to the backend': 2,
  'address of a Pod': 1,
  'key material': 3,
};

/** How often each shape stands in the goldens that the apply-ready form repairs, or keeps because it is legal. */
export const goldenShapes = {
  'a name with a tilde': 289,
  'an entry of gateways with a tilde': 74,
  'an internal annotation': 211,
  'a host for no namespace': 4,
  'a destination of http without host': 10,
  'a destination of tcp without host': 2,
  'an SNI host beside the hosts': 4,
  'a rule that nothing reaches': 15,
  'a credential of the Gateway API': 13,
  'a CA in a ConfigMap': 7,
  'a response beside mirrors': 1,
};

export type GoldenShape = keyof typeof goldenShapes;
