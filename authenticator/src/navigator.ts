/** Which screen is shown, and the way back: the browser's own "back" and ours are the same. It knows no screen. */
import type { App, Screen, View } from "./view/screen";

export class Navigator {
  private stack: Screen[] = [];
  private shown: View | undefined;
  private turn = 0;

  constructor(
    private readonly app: App,
    private readonly draw: (view: View, isFirst: boolean) => void,
    /** What lies at the bottom of everything. */
    private readonly start: Screen,
    /** Stands before every screen while it returns one. */
    private readonly gate: () => Screen | undefined,
  ) {
    addEventListener("popstate", (event) => this.popped(event));
  }

  go(screen: Screen): Promise<void> {
    this.stack.push(screen);
    history.pushState({ depth: this.depth }, "");
    return this.render();
  }

  instead(screen: Screen): Promise<void> {
    this.stack.splice(-1, 1, screen);
    return this.render();
  }

  back(): void {
    if (this.depth > 0) history.back();
    else void this.home();
  }

  home(): Promise<void> {
    const depth = this.depth;
    this.stack = [this.start];
    if (depth > 0) history.go(-depth);
    return this.render();
  }

  /** The screen on top once more: another language, or the lock was opened. */
  async render(): Promise<void> {
    const turn = ++this.turn;
    const screen = this.gate() ?? this.stack.at(-1) ?? this.start;
    const view = await screen(this.app);
    // Somebody went elsewhere while this one was made.
    if (turn !== this.turn) return view.leave?.();
    this.shown?.leave?.();
    const isFirst = this.shown === undefined;
    this.shown = view;
    this.draw(view, isFirst);
  }

  private get depth(): number {
    return Math.max(0, this.stack.length - 1);
  }

  private popped(event: PopStateEvent): void {
    const depth = Number((event.state as { depth?: number } | null)?.depth ?? 0);
    if (depth >= this.depth) return;
    this.stack.length = depth + 1;
    void this.render();
  }
}
