/** Where the Gateway API is followed instead of an accident of istiod's own conversion, with what is said about it (AF-2). Header values and the parent kind Mesh have messages of their own. */
export const corrections = {
  rootPrefix:
    'ReplacePrefixMatch of path prefix "/" follows the Gateway API ("/a" becomes "/x/a"); istiod\'s own conversion joins the texts ("/xa")',
  redirectPrefix:
    'redirects with ReplacePrefixMatch follow the Gateway API; istiod\'s own conversion doubles, keeps or loses a "/" there',
  hostPrecedence:
    "rules of the more specific hostname come first, as the Gateway API says; istiod's own conversion goes by the age of the routes",
} as const;

export type Correction = keyof typeof corrections;
