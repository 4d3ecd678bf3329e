// Point at a chart, or touch it: the nearest point says its period and value.
for (const figure of document.querySelectorAll("figure[data-points]")) {
  const points = JSON.parse(figure.dataset.points), said = figure.querySelector("output");
  figure.addEventListener("pointermove", at);
  figure.addEventListener("pointerdown", at);
  function at(event) {
    const box = figure.querySelector("svg").getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    said.textContent = points.reduce((a, b) => Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a)[1];
  }
}
