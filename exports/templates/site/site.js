(function () {
  "use strict";
  var page = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  function keep(name, value) {
    try { localStorage.setItem("aigraph-" + name, value); } catch (error) { return; } // a page from disk may have no memory
  }

  // Language: one radio of two; the style sheet hides the other.
  ["en", "zh"].forEach(function (lang) {
    var radio = byId(lang);
    radio.checked = page.dataset.lang === lang;
    radio.addEventListener("change", function () {
      if (!radio.checked) return;
      page.dataset.lang = lang;
      keep("lang", lang);
    });
  });

  byId("theme").addEventListener("click", function () {
    var dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    page.dataset.theme = dark ? "light" : "dark";
    keep("theme", page.dataset.theme);
  });

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var text = byId(button.dataset.copy), range = document.createRange(), chosen = getSelection();
      range.selectNodeContents(text);
      chosen.removeAllRanges();
      chosen.addRange(range);
      button.nextElementSibling.textContent = document.execCommand("copy") ? "✓" : "";
      button.classList.add("done");
    });
  });

  // Search: the names are a script beside the pages, loaded when the box is first used.
  var kinds = ["person", "organization", "product", "place", "group", "article"];
  var box = byId("q"), list = byId("found"), rows = null, shown = [], current = -1;
  window.aigraphNames = function (names) { rows = names; search(); };

  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }
  function load() {
    if (rows !== null) return;
    rows = [];
    var script = document.createElement("script");
    script.src = page.dataset.root + "assets/names.js";
    document.head.append(script);
  }
  function rank(row, typed) {
    var keys = row[5].split(" "), best = 9;
    for (var i = 0; i < keys.length; i += 1) {
      var at = keys[i].indexOf(typed);
      if (at < 0) continue;
      var worth = keys[i].length === typed.length ? 0 : at === 0 ? 1 : 2;
      if (worth < best) best = worth;
    }
    return row[3] === 5 && best < 9 ? best + 3 : best;
  }
  function search() {
    var typed = fold(box.value), found = [];
    if (typed) {
      (rows || []).forEach(function (row, place) {
        var worth = rank(row, typed);
        if (worth < 9) found.push([worth, place, row]);
      });
      found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    }
    show(found.slice(0, 12).map(function (hit) { return hit[2]; }), found.length, typed);
  }
  function show(some, total, typed) {
    shown = some;
    list.replaceChildren.apply(list, some.map(option));
    list.hidden = !some.length;
    box.setAttribute("aria-expanded", String(some.length > 0));
    byId("found-count").textContent = typed ? String(total) : "";
    choose(some.length ? 0 : -1);
  }
  function option(row, place) {
    var item = document.createElement("li"), name = document.createElement("bdi"), count = document.createElement("small");
    var chinese = page.dataset.lang === "zh" && row[2];
    name.textContent = chinese ? row[2] : row[1];
    if (row[2]) {
      var other = document.createElement("bdi");
      other.className = "other";
      other.textContent = chinese ? row[1] : row[2];
      item.append(mark(row[3]), name, other, count);
    } else {
      item.append(mark(row[3]), name, count);
    }
    count.textContent = String(row[4]);
    item.id = "found-" + place;
    item.setAttribute("role", "option");
    item.addEventListener("click", function () { open(row); });
    return item;
  }
  function open(row) {
    location.assign(page.dataset.root + row[0]);
  }
  function mark(kind) {
    var dot = document.createElement("i");
    dot.className = "dot " + kinds[kind];
    return dot;
  }
  function choose(place) {
    current = place;
    Array.prototype.forEach.call(list.children, function (item, index) {
      item.setAttribute("aria-selected", String(index === place));
    });
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", "found-" + place);
  }

  box.addEventListener("focus", load);
  box.addEventListener("input", function () { load(); search(); });
  box.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { box.value = ""; show([], 0, ""); }
    if (!shown.length) return;
    if (event.key === "ArrowDown") choose((current + 1) % shown.length);
    else if (event.key === "ArrowUp") choose((current + shown.length - 1) % shown.length);
    else if (event.key === "Enter") open(shown[current]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) { if (!event.target.closest(".search")) show([], 0, ""); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !/^(input|textarea|select)$/i.test(event.target.tagName)) { box.focus(); event.preventDefault(); }
  });
})();
