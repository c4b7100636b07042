import type { Input } from '../input/load.ts';
import type { CrdName } from '../model/kinds.ts';

/** For which kinds and namespaces the input seems to hold all there is (LN-21). */
export interface Coverage {
  /** Whether the input holds an object of the kind in the namespace; of a cluster-scoped kind (`''`): at all. */
  covers(crd: CrdName, namespace: string): boolean;
  /** Whether the input holds an object of the kind, wherever. */
  coversAnywhere(crd: CrdName): boolean;
  /** Whether the input holds any object of the namespace, or its Namespace. */
  knowsNamespace(namespace: string): boolean;
}

/** The kinds whose presence also speaks for a kind (LN-25). */
const coveredBy: { readonly [crd in CrdName]?: readonly CrdName[] } = {
  'secrets.': [
    'secrets.',
    'certificates.cert-manager.io',
    'externalsecrets.external-secrets.io',
    'sealedsecrets.bitnami.com',
  ],
};

/** External namespaces are never covered. Nothing is covered if a document did not parse: what is missing may be in it. */
export function createCoverage({ index, incomplete }: Input, external: ReadonlySet<string> = new Set()): Coverage {
  const known = new Map<CrdName, ReadonlySet<string>>();
  const namespacesOf = (crd: CrdName) => {
    const found =
      known.get(crd) ??
      new Set((coveredBy[crd] ?? [crd]).flatMap((one) => index.list(one).map(({ metadata }) => metadata.namespace)));
    known.set(crd, found);
    return found;
  };
  return {
    covers: (crd, namespace) => !incomplete && !external.has(namespace) && namespacesOf(crd).has(namespace),
    coversAnywhere: (crd) => !incomplete && namespacesOf(crd).size > 0,
    knowsNamespace: (namespace) =>
      !incomplete &&
      !external.has(namespace) &&
      (index.namespaces().has(namespace) || index.get('namespaces.', '', namespace) !== undefined),
  };
}
