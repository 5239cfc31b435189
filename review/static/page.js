// Everything works without this. With it, evidence is shown without a new page, and two keys turn the leaves.
"use strict";

const VIEWER = "blatt";

async function showLeaf(address) {
  const viewer = document.getElementById(VIEWER);
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!viewer || !answer.ok || answer.redirected) {
    window.location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const leaf = page.getElementById(VIEWER);
  if (!leaf) {
    window.location.assign(address);
    return;
  }
  viewer.replaceWith(leaf);
  window.history.replaceState(null, "", address);
  for (const field of document.querySelectorAll('input[name="dok"], input[name="blatt"]')) {
    const wanted = leaf.querySelector(`input[name="${field.name}"]`);
    if (wanted) field.value = wanted.value;
  }
  leaf.focus({ preventScroll: true });
  const focus = leaf.querySelector(".overlay .focus, mark");
  const isNarrow = window.matchMedia("(max-width: 68rem)").matches;
  if (isNarrow) leaf.scrollIntoView();
  else if (focus) {
    const middle = focus.getBoundingClientRect().top - leaf.getBoundingClientRect().top;
    leaf.scrollTop = Math.max(0, leaf.scrollTop + middle - leaf.clientHeight / 2);
  }
}

function isLeaf(link) {
  return link && link.hash === `#${VIEWER}` && link.pathname === window.location.pathname;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!isLeaf(link) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  showLeaf(link.href);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const links = [...document.querySelectorAll(".leaves a")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const next = links[here + (event.key === "ArrowRight" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  showLeaf(next.href);
});
