/** How many cases each suite held when it was last looked at. A suite that holds fewer fails: a case that vanished proves nothing. */
export const committedCounts = {
  'istio/conversion': 39,
  'istio/conversion, statuses': 39,
  'conformance manifests': 165,
  'conformance statuses': 320,
  'conformance, changed objects': 8,
  'conformance, left to a cluster': 84,
  'examples, standard bundle': 81,
  'examples, experimental bundle': 89,
  'CRD cases, accepted': 115,
  'CRD cases, refused': 149,
  'CRD cases, left to a cluster': 2,
  'invalid examples': 68,
  'valid examples': 170,
  'rules across fields, by text': 118,
  'rules across fields, by version': 51,
  'schemas written again': 31,
  SARIF: 37,
  'reasons of the conditions in goldens': 39,
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
