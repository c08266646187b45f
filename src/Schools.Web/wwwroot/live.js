// Keeps the open overview fresh: asks every half minute whether anything changed, and shows it without moving what one looks at.
const everyMs = 30_000;
const off = "schools-live-off";
const board = document.querySelector("[data-live]");
const time = document.querySelector("[data-live-time]");
const told = document.querySelector("[data-live-told]");
const toggle = document.querySelector("[data-live-switch]");
const clock = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });
let tag = null;
let isOn = localStorage.getItem(off) === null;
let isAsking = false;

// What holds the focus or is scrolled is found again by what it is, not by its place: rows come and go.
function nameOf(element) {
    return element.id ? `#${CSS.escape(element.id)}`
        : element.getAttribute("href") ? `a[href="${CSS.escape(element.getAttribute("href"))}"]`
        : element.getAttribute("aria-labelledby") ? `[aria-labelledby="${CSS.escape(element.getAttribute("aria-labelledby"))}"]`
        : null;
}

function replace(fresh) {
    const focused = board.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    const scrolled = [...board.querySelectorAll(".scroll")].map(region => [nameOf(region), region.scrollLeft, region.scrollTop]);
    board.replaceChildren(fresh);
    for (const [name, left, top] of scrolled) {
        board.querySelector(name)?.scrollTo({ left, top, behavior: "instant" });
    }
    if (focused !== null) {
        (board.querySelector(focused) ?? board.querySelector(".scroll"))?.focus({ preventScroll: true });
    }
}

async function look() {
    const headers = tag === null ? {} : { "If-None-Match": tag };
    const answer = await fetch(board.dataset.live, { headers, cache: "no-store", signal: AbortSignal.timeout(everyMs) });
    if (answer.status !== 304) {
        if (!answer.ok) {
            throw new Error(`${answer.status}`);
        }
        const fresh = document.createElement("template");
        fresh.innerHTML = (await answer.text()).trim();
        // Another tag says that something was written, not that it is seen here.
        if (fresh.innerHTML !== board.innerHTML.trim()) {
            replace(fresh.content);
            told.textContent = "Zahlen aktualisiert";
        }
        tag = answer.headers.get("ETag");
    }
    const now = new Date();
    time.textContent = clock.format(now);
    time.dateTime = now.toISOString();
}

async function ask() {
    if (!isOn || isAsking || document.hidden) {
        return;
    }
    isAsking = true;
    try {
        await look();
    } catch {
        told.textContent = "Der Server antwortet gerade nicht.";
    } finally {
        isAsking = false;
    }
}

function say() {
    toggle.setAttribute("aria-pressed", `${isOn}`);
}

if (board?.dataset.live) {
    toggle.hidden = false;
    say();
    toggle.addEventListener("click", () => {
        isOn = !isOn;
        if (isOn) {
            localStorage.removeItem(off);
        } else {
            localStorage.setItem(off, "1");
        }
        told.textContent = "";
        say();
        ask();
    });
    document.addEventListener("visibilitychange", ask);
    setInterval(ask, everyMs);
    ask();
}
