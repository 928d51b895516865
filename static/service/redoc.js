"use strict";

const place = document.getElementById("documentation");
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

Redoc.init(
  place.dataset.schema,
  { hideHostname: true, theme: { typography: { fontFamily: font, headings: { fontFamily: font } } } },
  place,
);
