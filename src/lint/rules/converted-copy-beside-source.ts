import { groups, sourceAnnotation } from '../../model/names.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import { pairPlaces } from '../pair-places.ts';
import type { Rule } from '../rule.ts';

export const convertedCopyBesideSource: Rule = {
  code: 'GWX0912',
  name: 'converted-copy-beside-source',
  severity: 'error',
  description: 'what gwx convert made of an object lies beside the object',
  rationale:
    'istiod converts the object itself, so every route exists twice, and the two change apart from each other.',
  remedy: 'keep one of them; the copy is for clusters whose istiod does not read the source',
  examples: {
    bad: 'kind: VirtualService\nmetadata: {annotations: {gwx.dev/source: HTTPRoute/cart.shop}} # beside HTTPRoute shop/cart',
    good: 'kind: HTTPRoute\nmetadata: {name: cart, namespace: shop}',
  },
  check({ index, conversion, settings, report }) {
    if (!settings.EnableGatewayAPI) return;
    const copies = index.all().filter(({ metadata }) => metadata.annotations?.[sourceAnnotation] !== undefined);
    if (copies.length === 0) return;
    const sources = new Map(
      conversion.seen
        .all()
        .filter(isGatewayApi)
        .flatMap((one) => textsFor(one).map((text) => [text, one])),
    );
    for (const resource of copies) {
      const texts = resource.metadata.annotations?.[sourceAnnotation]?.split(',') ?? [];
      const named = texts.flatMap((text) => sources.get(withoutListener(text.trim())) ?? []);
      for (const source of new Set(named)) {
        const place = { resource, path: ['metadata', 'annotations', sourceAnnotation] };
        const { onOther, ...places } = pairPlaces(
          { place, related: { role: 'duplicate', message: 'the copy' } },
          {
            place: { resource: source, path: ['metadata', 'name'] },
            related: { role: 'first', message: 'the source' },
          },
        );
        const { kind, metadata } = onOther ? resource : source;
        const name = `${kind} "${namespacedName(metadata)}"`;
        const from = onOther ? `${name} was generated from this object` : `this copy was generated from ${name}`;
        report({
          message: `${from}, which istiod converts itself; every route exists twice`,
          ...places,
          subject: `${kind} ${namespacedName(metadata)}`,
          help: 'keep one of them; the copy is for clusters whose istiod does not read the source',
        });
      }
    }
  },
};

function isGatewayApi({ apiVersion }: Resource): boolean {
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  return group === groups.gateway || group === groups.gatewayExperimental || group === groups.inference;
}

/** How an object may be named: policies have their namespace first. */
function textsFor({ kind, metadata: { namespace, name } }: Resource): readonly string[] {
  return [`${kind}/${name}.${namespace}`, `${kind}/${namespace}.${name}`];
}

/** `Gateway/public.infra` of `Gateway/public/http.infra`. */
function withoutListener(text: string): string {
  const [kind, name, ...listener] = text.split('/');
  const rest = listener.join('/');
  return rest === '' ? text : `${kind}/${name}${rest.slice(rest.lastIndexOf('.'))}`;
}
