import { printedResource, type ResourceForm, type ResourcePrinter } from './printed-resource.ts';
import { yamlDocument } from './yaml.ts';

/** Says which form follows, so that nobody applies the internal one (AF-9). */
const firstLine: Readonly<Record<ResourceForm, string>> = {
  'apply-ready':
    '# gwx convert: for kubectl apply where istiod does not read these Gateway API objects; beside them they are duplicates. What istiod holds: --mirror\n',
  mirror:
    "# gwx convert --mirror: istiod's internal form (istioctl x internal-debug configz), generated objects only; not for kubectl apply\n",
};

/** YAML documents, each followed by `---` as in Istio's goldens (RUN-5); `kubectl apply -f -` reads them too. */
export const printYaml: ResourcePrinter = (resources, form) => {
  if (resources.length === 0) return '';
  return firstLine[form] + resources.map((resource) => `${yamlDocument(printedResource(resource))}---\n`).join('');
};
