// Takes a file that is dragged onto the field. Without script, and with the keyboard, the file is chosen in the field itself.
const zone = document.querySelector("[data-drop]");
const input = zone.querySelector("input[type=file]");

function over(event, isOver) {
    if (event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
        zone.classList.toggle("drop--over", isOver);
    }
}

zone.querySelector("[data-drop-hint]").hidden = false;
// Dropped beside the field, a browser would leave the page and show the file.
for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, event => over(event, false));
}
zone.addEventListener("dragover", event => {
    over(event, true);
    event.stopPropagation();
});
zone.addEventListener("dragleave", event => over(event, false));
zone.addEventListener("drop", event => {
    over(event, false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) {
        const one = new DataTransfer();
        one.items.add(file);
        input.files = one.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        input.focus();
    }
});
