// Sends a form as soon as a choice in it changes. Without script its button does.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", () => {
        if (form.reportValidity()) {
            form.requestSubmit();
        }
    });
}
