// How the dots on the lines of a picture behave, wherever they are.

import assert from "node:assert/strict";

/**
 * Pauses what moves dots while they are on their way and plays it again: they must stand still where they are, and go on
 * from there. `button` is a selector of the button that does both.
 */
export async function assertDotsRest(page, button) {
  const { shown, paused, later, resumed } = await page.evaluate(async (button) => {
    const dots = () => [...document.querySelectorAll(".dot")].map((it) => {
      const { e, f } = it.transform.baseVal.getItem(0).matrix;
      return [e, f];
    });
    const frames = async (n) => { for (let at = 0; at < n; at += 1) await new Promise(requestAnimationFrame); };
    const press = () => document.querySelector(button).click();
    // In the middle between two moves of a clock that moves every second.
    await new Promise((done) => { setTimeout(done, 500); });
    await frames(1);
    const shown = dots();
    press();
    await frames(2);
    const paused = dots();
    await new Promise((done) => { setTimeout(done, 300); });
    const later = dots();
    press();
    await frames(2);
    return { shown, paused, later, resumed: dots() };
  }, button);
  assert.ok(shown.length > 0, "there are dots");
  assert.deepEqual(paused, shown);
  assert.deepEqual(later, paused);
  const moves = resumed.map(([x, y], at) => Math.hypot(x - later[at][0], y - later[at][1]));
  assert.ok(Math.min(...moves) < 20, `they went on with a jump: ${moves}`);
}

/** Every dot must lie on a line of its picture. */
export async function assertDotsLieOnLines(page) {
  const away = await page.evaluate(() => [...document.querySelectorAll(".dot")].map((dot) => {
    const { e: x, f: y } = dot.transform.baseVal.getItem(0).matrix;
    const distance = (line) => {
      let least = Infinity;
      for (let at = 0; at <= line.getTotalLength(); at += 0.5) {
        const point = line.getPointAtLength(at);
        least = Math.min(least, Math.hypot(point.x - x, point.y - y));
      }
      return least;
    };
    return Math.min(...[...dot.ownerSVGElement.querySelectorAll(".ln")].map(distance));
  }));
  assert.ok(away.length > 0, "there are dots");
  assert.ok(Math.max(...away) < 0.7, `dots are away from their lines: ${away}`);
}
