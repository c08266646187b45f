// Shows how far an import is, and the finished page as soon as it is done. Without script the page reloads itself.
const section = document.querySelector("[data-import]");
const bar = section.querySelector("progress");
const told = section.querySelector("[data-told]");
const number = new Intl.NumberFormat("de-DE");
const started = performance.now();
let first = null;

async function look() {
    const answer = await fetch(`/api/v1/imports/${section.dataset.import}`, { headers: { accept: "application/json" } });
    if (!answer.ok) {
        return;
    }
    const now = await answer.json();
    if (now.status !== "Applying") {
        location.reload();
        return;
    }
    const done = now.written + now.refused;
    first ??= done;
    bar.value = done;
    const perSecond = (done - first) / ((performance.now() - started) / 1000);
    const rest = perSecond > 0 ? Math.ceil((now.rowsToApply - done) / perSecond) : null;
    told.textContent = `${number.format(done)} von ${number.format(now.rowsToApply)} Zeilen`
        + (rest === null ? "" : `, ${number.format(Math.round(perSecond))} Zeilen/s, noch etwa ${number.format(rest)} s`);
}

async function follow() {
    try {
        await look();
    } catch {
        told.textContent = "Der Server antwortet gerade nicht. Der Import geht weiter, sobald er wieder da ist.";
    }
    setTimeout(follow, 700);
}

follow();
