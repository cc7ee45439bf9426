// The page that asks for a second way to recover (O12). In the demo every account is new, and nobody new is asked: so a walk
// goes there by its address, with a way on that the server itself sealed.

import { signIn } from "./steps.mjs";

export async function secondWay(page, demo, person) {
  await page.goto(demo.at("/account/activity"));
  const way = new URL(page.url()).searchParams.get("visit");
  await signIn(page, person);
  await page.goto(demo.at(`/second-way?visit=${way}`));
}
