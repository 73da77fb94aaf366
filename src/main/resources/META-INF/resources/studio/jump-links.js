// <jump-links for="selector">: leads to the panels inside that element by their headings, in the order in which they are
// shown. For windows in which the panels are below one another; the style sheet hides it in others.
class JumpLinks extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "navigation");
    this.setAttribute("aria-label", "On this page");
    this.place = document.querySelector(this.getAttribute("for"));
    if (this.place) {
      this.observer = new MutationObserver(() => this.#fill());
      this.observer.observe(this.place, { childList: true, subtree: true, characterData: true });
      this.#fill();
    }
  }

  disconnectedCallback() {
    this.observer?.disconnect();
  }

  #fill() {
    const headings = [...this.place.querySelectorAll("h2")].filter((heading) => heading.textContent.trim());
    const names = headings.map((heading) => heading.textContent.trim());
    this.headings = headings;
    if (names.join("\n") === this.names) {
      return;
    }
    this.names = names.join("\n");
    this.replaceChildren(
      ...names.map((name, index) => {
        const link = document.createElement("button");
        link.type = "button";
        link.textContent = name;
        link.addEventListener("click", () => this.#jump(this.headings[index]));
        return link;
      }),
    );
  }

  /** The focus moves, too, so that the next Tab leads into the panel. */
  #jump(heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
}

customElements.define("jump-links", JumpLinks);
