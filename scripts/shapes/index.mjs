// Inputs that grow in one place only, where the uniform input of bench-input.mjs has few of everything: each shape of a size.
import { gateways } from './gateways.mjs';
import { istioObjects } from './istio.mjs';
import { references } from './references.mjs';
import { routes } from './routes.mjs';

export { textShapes } from './texts.mjs';

/** By name, the objects of each shape: about as many as the size says, or as many entries in one object. */
export const shapes = { ...gateways, ...istioObjects, ...references, ...routes };
