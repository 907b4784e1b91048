"use strict";
// The query page: YASGUI over this server's own endpoint, with the named questions as examples. Nothing is loaded from elsewhere.
(function () {
  const endpoint = new URL("sparql", document.baseURI).href;
  const start = "SELECT ?who ?company WHERE {\n  ?person aig:left ?organization ; rdfs:label ?who .\n  ?organization rdfs:label ?company\n}\nLIMIT 100";

  // The completers for classes and properties ask a server on the web; ours complete prefixes and variables only.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];

  function declared(prefixes, query) {
    const missing = Object.keys(prefixes).filter(
      (name) => new RegExp("\\b" + name + ":").test(query) && !new RegExp("PREFIX\\s+" + name + ":", "i").test(query));
    return missing.map((name) => "PREFIX " + name + ": <" + prefixes[name] + ">\n").join("") + query;
  }

  function open(yasgui, title, query) {
    const tab = yasgui.addTab(true, { name: title });
    tab.setQuery(query);
  }

  fetch("questions").then((answer) => answer.json()).then((known) => {
    Yasgui.Yasqe.defaults.value = declared(known.prefixes, start);
    const yasgui = new Yasgui(document.getElementById("yasgui"), {
      requestConfig: { endpoint: endpoint, method: "POST" },
      endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint }], keys: [] },
      copyEndpointOnNewTab: true,
      persistenceId: "aigraph",
    });
    const list = document.getElementById("examples");
    known.questions.forEach((question, place) => {
      const option = document.createElement("option");
      option.value = String(place);
      option.textContent = question.title;
      list.append(option);
    });
    list.addEventListener("change", () => {
      const question = known.questions[Number(list.value)];
      if (list.value !== "" && question) open(yasgui, question.name, declared(known.prefixes, question.query));
      list.value = "";
    });
    document.body.dataset.ready = "yes";
  });
})();
