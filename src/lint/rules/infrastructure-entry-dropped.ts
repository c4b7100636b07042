import type { Path } from '../../model/resource.ts';
import type { Rule } from '../rule.ts';

export const infrastructureEntryDropped: Rule = {
  code: 'GWX1106',
  name: 'infrastructure-entry-dropped',
  severity: 'warning',
  description: 'a label or annotation for the workload has no effect where it stands',
  rationale:
    'istiod copies spec.infrastructure.labels and annotations to what it deploys, except its own keys under gateway.networking.k8s.io/. The annotations that control the deployment are read from metadata.annotations alone, and the labels of the Gateway itself are copied only where spec.infrastructure.labels is absent.',
  remedy: 'move the entry to where istiod reads it, or remove it',
  examples: {
    bad: 'spec:\n  infrastructure:\n    annotations: {networking.istio.io/service-type: ClusterIP}',
    good: 'metadata:\n  annotations: {networking.istio.io/service-type: ClusterIP}',
  },
  check({ workloads, report }) {
    for (const issue of workloads.issues) {
      const { reason, place } = issue;
      if (reason !== 'label-dropped') continue;
      const key = String(place.path.at(-1));
      report({ message: `"${key}" has no effect here`, place, subject: key, issue, help: remedyFor(place.path, key) });
    }
  },
};

function remedyFor(path: Path, key: string): string {
  if (path[0] === 'metadata') {
    return 'write it in spec.infrastructure.labels: beside that list istiod copies no label of the Gateway';
  }
  return key.startsWith('gateway.networking.k8s.io/')
    ? 'remove it: istiod sets the labels of this prefix itself'
    : 'write it in metadata.annotations, where istiod reads it';
}
