// Shows what is being uploaded: all files together with an estimate, and those on their way one by one. Only the browser
// knows both; a list with a line for each of 500 files would be slower than the upload.
const MOST_LINES = 6;
const REDRAW_MS = 200;
const UNITS = ["B", "kB", "MB", "GB"];

function bytes(value) {
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

function remaining(seconds) {
  if (!Number.isFinite(seconds) || seconds < 1) {
    return "";
  }
  return seconds < 60 ? `about ${Math.ceil(seconds)} s left` : `about ${Math.ceil(seconds / 60)} min left`;
}

class UploadProgress extends HTMLElement {
  connectedCallback() {
    this.onFiles = () => this.schedule();
    this.onLeave = (event) => {
      if (this.started !== undefined) {
        event.preventDefault();
      }
    };
    window.addEventListener("beforeunload", this.onLeave);
    this.attach();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.onLeave);
    cancelAnimationFrame(this.waiting);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.manager?.removeEventListener("files-changed", this.onFiles);
    this.manager = undefined;
  }

  // The drop zone gets its manager from the server, maybe after this element is there.
  attach() {
    const zone = this.closest(".dataset-work")?.querySelector("vaadin-upload-drop-zone");
    if (!zone?.manager) {
      this.waiting = requestAnimationFrame(() => this.attach());
      return;
    }
    this.manager = zone.manager;
    this.manager.addEventListener("files-changed", this.onFiles);
    this.schedule();
  }

  schedule() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.draw();
    }, REDRAW_MS);
  }

  draw() {
    const files = this.manager?.files ?? [];
    const open = files.filter((file) => !file.complete && !file.errorKey && !file.error && !file.abort);
    if (open.length === 0) {
      this.started = undefined;
      this.replaceChildren();
      return;
    }
    this.started ??= performance.now();
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const sent = files.reduce((sum, file) => sum + (file.complete ? file.size : (file.loaded ?? 0)), 0);
    const seconds = (performance.now() - this.started) / 1000;
    const left = sent > 0 ? remaining((seconds / sent) * (size - sent)) : "";
    const words = `Uploading ${files.length - open.length + 1} of ${files.length}, ${bytes(sent)} of ${bytes(size)}`;
    const lines = open
      .filter((file) => file.uploading && !file.held)
      .slice(0, MOST_LINES)
      .map((file) => this.line(file.name, file.progress ?? 0, file.progress >= 100 ? "checking" : undefined));
    this.replaceChildren(this.line(words, (100 * sent) / Math.max(1, size), left, "total"), ...lines, this.cancel());
  }

  line(name, percent, words, kind = "one") {
    const line = document.createElement("div");
    line.className = `upload-line ${kind}`;
    const label = document.createElement("span");
    label.className = "name";
    label.textContent = name;
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", name);
    bar.setAttribute("aria-valuenow", Math.round(percent));
    const fill = document.createElement("div");
    fill.style.width = `${percent}%`;
    bar.append(fill);
    const number = document.createElement("span");
    number.className = "number";
    number.textContent = words || `${Math.round(percent)} %`;
    line.append(label, bar, number);
    return line;
  }

  // The same button each time, so that a redraw does not take the focus away.
  cancel() {
    if (!this.cancelButton) {
      this.cancelButton = document.createElement("button");
      this.cancelButton.type = "button";
      this.cancelButton.textContent = "Cancel what is left";
      this.cancelButton.addEventListener("click", () => {
        for (const file of [...this.manager.files].filter((each) => !each.complete)) {
          this.manager.abortUpload(file);
        }
      });
    }
    return this.cancelButton;
  }
}

customElements.define("upload-progress", UploadProgress);
