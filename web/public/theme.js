// public/theme.js: runs before the first paint, so that a dark room stays dark. See src/state/display.ts.
(function () {
  try {
    var display = JSON.parse(localStorage.getItem("careseal.display") || "{}");
    var root = document.documentElement;
    if (display.theme === "light" || display.theme === "dark" || display.theme === "night") root.dataset.theme = display.theme;
    if (display.letters === "easy") root.dataset.letters = "easy";
    if (display.tiles === "large") root.dataset.tiles = "large";
  } catch (_) {
    // Nothing was kept: the device decides.
  }
})();
