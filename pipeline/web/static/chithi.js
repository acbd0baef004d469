// What the pages do beyond forms and links; without this file everything still works.
"use strict";

// A form whose choice is sent at once, as the order of results.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// The folded filters of a narrow screen are open on a wide one.
function unfold(root) {
  if (!window.matchMedia("(min-width: 901px)").matches) return;
  for (const each of root.querySelectorAll(".facets > details, .outline > details")) each.open = true;
}
unfold(document);
document.addEventListener("htmx:afterSwap", (event) => unfold(event.target));

// Text of the page with the document and page it is from.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const chosen = window.getSelection().toString().trim();
  const text = document.getElementById(button.dataset.copy).innerText.trim();
  await navigator.clipboard.writeText(`“${chosen || text}” (${button.dataset.source})`);
  document.getElementById("copied").textContent = button.dataset.done;
});

// Files that are dropped on the page of additions, folders with what is in them.
const drop = document.querySelector(".drop");
if (drop) {
  const form = drop.closest("form");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  }
  drop.addEventListener("drop", async (event) => {
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = (await Promise.all(entries.map(filesOf))).flat();
    send(form, files);
  });
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => form.requestSubmit());
  }
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const each of some) found.push(...await filesOf(each));
  }
}

async function send(form, files) {
  if (!files.length) return;
  const data = new FormData();
  data.append("csrf", form.elements.csrf.value);
  for (const file of files) data.append("files", file, file.name);
  const answer = await fetch(form.action, { method: "POST", body: data });
  window.location.assign(answer.url);
}

// A session that is being prepared is kept after every change; its minutes are added up as they are typed.
const plan = document.getElementById("plan");
if (plan) {
  const kept = document.getElementById("kept");
  plan.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    event.preventDefault();
    move(button, button.dataset.move === "up");
  });
  plan.addEventListener("keydown", (event) => {
    const row = event.target.closest(".movable > li");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(event.target, event.key === "ArrowUp");
  });
  plan.addEventListener("input", () => {
    const sum = document.getElementById("sum");
    if (!sum) return;
    sum.textContent = [...plan.querySelectorAll("input[type=number]")].reduce((all, each) => all + Number(each.value), 0);
  });
  plan.addEventListener("change", (event) => {
    if (event.target.name !== "add") keep();
  });

  // A row changes places with its neighbour; what had the focus keeps it, and the new place is announced.
  function move(from, up) {
    const row = from.closest("li"), other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row); else other.after(row);
    const rows = [...row.parentElement.children];
    for (const each of rows) {
      each.querySelector("[data-move=up]").disabled = each === rows[0];
      each.querySelector("[data-move=down]").disabled = each === rows.at(-1);
    }
    (from.disabled ? row.querySelector("[data-move]:not([disabled])") : from).focus();
    keep(kept.dataset.moved.replace("{place}", rows.indexOf(row) + 1).replace("{count}", rows.length));
  }

  async function keep(said) {
    const data = new FormData(plan);
    data.delete("add");
    try {
      const answer = await fetch(plan.action, { method: "POST", body: data, redirect: "manual" });
      kept.textContent = answer.type === "opaqueredirect" ? said || kept.dataset.kept : kept.dataset.failed;
    } catch {
      kept.textContent = kept.dataset.failed;
    }
  }
}
