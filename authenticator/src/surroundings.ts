/** What kind of phone and browser this is: which help fits. A guess that changes words only, never what is possible. */

export interface Surroundings {
  platform: "ios" | "android" | "desktop";
  /** Opened from its icon. */
  installed: boolean;
  /** Opened inside some other app's own browser. */
  inApp: boolean;
  /** iPhone whose system is older than 16.4: no notifications for web apps. */
  tooOld: boolean;
}

export function lookAround(): Surroundings {
  const agent = navigator.userAgent;
  // iPads say that they are Macs, with fingers.
  const isIos = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
  const platform = isIos ? "ios" : /Android/.test(agent) ? "android" : "desktop";
  const standalone = (navigator as { standalone?: boolean }).standalone === true;
  const version = /OS (\d+)[._](\d+)/.exec(agent);
  const [major, minor] = [Number(version?.[1] ?? 99), Number(version?.[2] ?? 0)];
  return {
    platform,
    installed: standalone || matchMedia("(display-mode: standalone)").matches,
    inApp: /FBAN|FBAV|Instagram|Line\/|MicroMessenger|GSA\/|; wv\)/.test(agent),
    tooOld: isIos && (major < 16 || (major === 16 && minor < 4)),
  };
}

/** How the device names itself to its owner in the list of phones. */
export function deviceName(platform: Surroundings["platform"]): string {
  const agent = navigator.userAgent;
  if (/iPad/.test(agent)) return "iPad";
  if (platform === "ios") return "iPhone";
  const model = /Android [\d.]+; ([^;)]+)/.exec(agent)?.[1]?.replace(/ Build.*/, "");
  if (platform === "android") return model && model !== "K" ? model : "Android";
  return /Windows/.test(agent) ? "Windows" : /Mac/.test(agent) ? "Mac" : "Linux";
}
