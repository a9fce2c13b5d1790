// Copies the dictation text. The clipboard needs a secure page; a file on disk falls back to a selection.
document.querySelectorAll("[data-copy]").forEach((button) => {
  const source = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  const show = (text) => {
    button.textContent = text;
    setTimeout(() => { button.textContent = label; }, 2000);
  };
  const select = () => {
    source.hidden = false;
    getSelection().selectAllChildren(source);
    show(document.execCommand("copy") ? "Copied" : "Press Ctrl+C");
  };
  button.addEventListener("click", () => {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(source.textContent).then(() => show("Copied"), select);
    } else {
      select();
    }
  });
});
// On paper everything collapsed is open.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
});
