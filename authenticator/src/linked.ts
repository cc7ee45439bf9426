/**
 * Whether this phone was linked before: a cookie of the server's, because the system erases what scripts store and
 * spares what servers set. It says nothing else (A17).
 */

export function tellLinked(linked: boolean): void {
  const method = linked ? "PUT" : "DELETE";
  void fetch("/linked", { method, credentials: "same-origin", keepalive: true }).catch(() => undefined);
}

export async function wasLinked(): Promise<boolean> {
  try {
    const response = await fetch("/linked", { credentials: "same-origin", cache: "no-store" });
    return response.ok && ((await response.json()) as { linked?: unknown }).linked === true;
  } catch {
    return false;
  }
}
