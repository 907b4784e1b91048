(function () {
  var page = document.documentElement, kept = {}, script = document.createElement("script");
  try { kept = { lang: localStorage.getItem("aigraph-lang"), theme: localStorage.getItem("aigraph-theme") }; } catch (error) { kept = {}; }
  page.className = "js";
  page.dataset.lang = kept.lang === "zh" || kept.lang === "en" ? kept.lang : /^zh/i.test(navigator.language) ? "zh" : "en";
  if (kept.theme === "dark" || kept.theme === "light") page.dataset.theme = kept.theme;
  script.src = page.dataset.root + "assets/site.js";
  document.head.append(script);
})();
