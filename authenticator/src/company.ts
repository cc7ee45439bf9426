/** Whose app this is, as the server says it. Kept by the service worker, so that it is known offline too. */

export interface Company {
  name: string;
  /** « Espace Client Lumen », by language. */
  service: Record<string, string>;
  support: { name: Record<string, string>; phone?: string; hours?: Record<string, string> };
  /** The sign-in server's address: where passwords are changed. */
  issuer: string;
  languages: string;
}

const NOBODY: Company = { name: "Vestibule", service: {}, support: { name: {} }, issuer: "", languages: "fr" };

export async function readCompany(): Promise<Company> {
  try {
    const response = await fetch("/company.json", { credentials: "omit" });
    return response.ok ? { ...NOBODY, ...((await response.json()) as Partial<Company>) } : NOBODY;
  } catch {
    return NOBODY;
  }
}

/** A text of the company in a language; French stands in for what is missing. The server calls it by its whole name. */
export function localText(texts: Record<string, string> | undefined, tag: string): string {
  const french = texts?.["fr-FR"] ?? "";
  return tag === "fr" ? french : (texts?.[tag] ?? french);
}
