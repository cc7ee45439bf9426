// O2: a portal that cannot be changed, behind Debian's nginx and its auth_request, with the guide's own lines.

import { walkBehind } from "../support/before-portal.mjs";
import { startNginx } from "../support/nginx.mjs";

walkBehind(startNginx, 0);
