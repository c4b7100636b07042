import type { DeployProblem } from '../deploy/index.ts';
import { groupBy } from '../model/group-by.ts';
import { namespacedName, type Place, type Resource } from '../model/resource.ts';
import type { RuleContext } from './rule.ts';

/** What a rule says about a problem of an overlay. */
type Help = (problem: DeployProblem) => string;

/** The check of a rule that presents problems of overlays: once for each mistake in a ConfigMap, however many Gateways use it. */
export function fromOverlayProblems(reason: DeployProblem['reason'], help: Help): (context: RuleContext) => void {
  return (context) => {
    const inConfigMaps = context.workloads.problems.flatMap((problem) => {
      const { place } = problem;
      return problem.reason === reason && 'resource' in place && place.resource.kind === 'ConfigMap'
        ? [{ problem, place }]
        : [];
    });
    const mistakes = groupBy(inConfigMaps, ({ problem: { message, part }, place: { resource, path } }) =>
      JSON.stringify([namespacedName(resource.metadata), path, part, message]),
    );
    for (const [{ problem, place }, ...others] of mistakes.values()) {
      const gateways = [problem, ...others.map((other) => other.problem)].map(({ gateway }) => gateway);
      const said = { problem, configMap: place.resource, place, help: help(problem) };
      if (place.resource.origin.context) for (const gateway of gateways) reportOnGateway(context, said, gateway);
      else reportOnOverlay(context, said, gateways);
    }
  };
}

interface Said {
  readonly problem: DeployProblem;
  readonly configMap: Resource;
  readonly place: Place;
  readonly help: string;
}

function reportOnOverlay(
  { report }: RuleContext,
  { problem, configMap, place, help }: Said,
  gateways: readonly DeployProblem['gateway'][],
): void {
  report({
    message: problem.text ?? problem.message,
    place,
    subject: problem.text ?? problem.message,
    related: gateways.map((gateway) => ({
      message: `Gateway "${namespacedName(gateway.metadata)}" uses it`,
      place: useOf(gateway, configMap),
    })),
    help,
  });
}

/** LN-20: of mere context the Gateway is told. */
function reportOnGateway({ report }: RuleContext, said: Said, gateway: DeployProblem['gateway']): void {
  const { problem, configMap, place, help } = said;
  report({
    message: problem.message,
    place: useOf(gateway, configMap),
    subject: problem.message,
    related: [{ role: 'cause', message: 'the overlay', place }],
    help,
  });
}

/** Where a Gateway asks for a ConfigMap: by its name, or by the class that it is for. */
function useOf(gateway: DeployProblem['gateway'], { metadata }: Resource): Place {
  const name = gateway.spec.infrastructure?.parametersRef?.name;
  const isNamed = name === metadata.name && gateway.metadata.namespace === metadata.namespace;
  const path = isNamed ? ['spec', 'infrastructure', 'parametersRef', 'name'] : ['spec', 'gatewayClassName'];
  return { resource: gateway, path };
}
