// O2: a portal that cannot be changed, behind Debian's Caddy and its forward_auth, with the guide's own lines.

import { walkBehind } from "../support/before-portal.mjs";
import { startCaddy } from "../support/caddy.mjs";

walkBehind(startCaddy, 1);
